import { writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';

/** Red, green, blue and, where it is not 255, opacity. */
export type Colour = readonly [number, number, number, number?];

/** Writes a PNG of 8 bits with opacity; `colourAt` says what is where. */
export function writePng(
  file: string,
  [width, height]: readonly [number, number],
  colourAt: (x: number, y: number) => Colour,
): string {
  const png = new PNG({ width, height });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue, opacity = 255] = colourAt(x, y);
      png.data.set([red, green, blue, opacity], (y * width + x) * 4);
    }
  }
  writeFileSync(file, PNG.sync.write(png));
  return file;
}

/** Red, green and blue of a pixel of a [32, 32, 3] image. */
export function pixelOf(image: Uint8Array, x: number, y: number): number[] {
  return [...image.subarray((y * 32 + x) * 3, (y * 32 + x) * 3 + 3)];
}
