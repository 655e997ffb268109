import { describe, expect, it } from 'vitest';
import { centralSquare } from '../../lib/data/central-square';
import { randomStream } from '../../lib/random/stream';
import { pixelOf } from '../support/picture-files';

/** [height, width, 3] with the same value in the three channels of a pixel. */
function grey(width: number, height: number, valueAt: (x: number, y: number) => number) {
  return Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return valueAt(pixel % width, Math.floor(pixel / width));
  });
}

function noise(width: number, height: number): Uint8Array {
  const stream = randomStream(7, 'resample', width);
  return Uint8Array.from({ length: width * height * 3 }, (_, at) => stream.uint32At(at) & 255);
}

function mirrored(pixels: Uint8Array, width: number): Uint8Array {
  return pixels.map((_, at) => {
    const x = Math.floor(at / 3) % width;
    return pixels[at + (width - 1 - 2 * x) * 3] as number;
  });
}

/** The mean of the area that a target pixel covers, by its definition, in floating point. */
function areaMean(pixels: Uint8Array, width: number, height: number, target: number): number {
  const side = Math.min(width, height);
  const [column, row, channel] = [Math.floor(target / 3) % 32, Math.floor(target / 96), target % 3];
  const overlap = (place: number, length: number, pixel: number) => {
    const start = (length - side) / 2 + (place * side) / 32;
    return Math.max(0, Math.min(start + side / 32, pixel + 1) - Math.max(start, pixel));
  };
  let sum = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const weight = overlap(column, width, x) * overlap(row, height, y);
      sum += weight * (pixels[(y * width + x) * 3 + channel] as number);
    }
  }
  return sum / (side / 32) ** 2;
}

describe('centralSquare', () => {
  it('gives a picture of 32x32 pixels back', () => {
    const pixels = noise(32, 32);
    expect(centralSquare(pixels, 32, 32)).toEqual(pixels);
  });

  it('gives the mean of each 2x2 block of 64x64 pixels', () => {
    const pixels = noise(64, 64);
    const expected = Uint8Array.from({ length: 3072 }, (_, at) => {
      const corner = (2 * Math.floor(at / 96) * 64 + 2 * (Math.floor(at / 3) % 32)) * 3 + (at % 3);
      const block = [0, 3, 192, 195].map((step) => pixels[corner + step] as number);
      return Math.round(block.reduce((sum, value) => sum + value, 0) / 4);
    });
    expect(centralSquare(pixels, 64, 64)).toEqual(expected);
  });

  it('weighs pixels of 48x48 by the area of theirs that is covered, as computed by hand', () => {
    // 1.5 pixels a side: target 0 covers pixel 0 and half of pixel 1, weights 2/3 and 1/3; target 1 covers the
    // other half of pixel 1 and pixel 2, weights 1/3 and 2/3. In two dimensions the weights multiply.
    const columns = [0, 30, 90];
    const across = centralSquare(
      grey(48, 48, (x) => columns[x] ?? 0),
      48,
      48,
    );
    expect([pixelOf(across, 0, 5)[0], pixelOf(across, 1, 5)[0]]).toEqual([10, 70]);
    const corner = grey(48, 48, (x, y) => (x === 0 && y === 0 ? 90 : 0));
    expect(pixelOf(centralSquare(corner, 48, 48), 0, 0)).toEqual([40, 40, 40]);
    const second = grey(48, 48, (x, y) => (x === 1 && y === 1 ? 90 : 0));
    const spread = centralSquare(second, 48, 48);
    for (const [x, y] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      expect(pixelOf(spread, x, y)).toEqual([10, 10, 10]);
    }
  });

  it('interpolates between the pixel centres of 16x16, as computed by hand', () => {
    // Target centres lie at 0.25, 0.75, 1.25 pixels, source centres at 0.5 and 1.5: pixel 0 alone, then 3/4 and
    // 1/4, then 1/4 and 3/4.
    const image = centralSquare(
      grey(16, 16, (x) => (x === 0 ? 0 : 100)),
      16,
      16,
    );
    expect([0, 1, 2, 3].map((x) => pixelOf(image, x, 9)[0])).toEqual([0, 25, 75, 100]);
    const turned = centralSquare(
      grey(16, 16, (_, y) => (y === 0 ? 0 : 100)),
      16,
      16,
    );
    expect([0, 1, 2, 3].map((y) => pixelOf(turned, 9, y)[0])).toEqual([0, 25, 75, 100]);
  });

  it.each([
    [50, 37],
    [33, 41],
    [97, 64],
  ])('equals the mean over the covered area by its definition at %dx%d', (width, height) => {
    const pixels = noise(width, height);
    const image = centralSquare(pixels, width, height);
    for (let at = 0; at < 3072; at += 13) {
      expect(Math.abs((image[at] as number) - areaMean(pixels, width, height, at))).toBeLessThan(
        0.5 + 1e-9,
      );
    }
  });

  it.each([
    [48, 48],
    [16, 16],
    [49, 48],
    [17, 16],
    [16, 17],
    [100, 75],
    [1, 1],
  ])('mirrors the square where a picture of %dx%d is mirrored, to the bit', (width, height) => {
    const pixels = noise(width, height);
    const image = centralSquare(pixels, width, height);
    expect(centralSquare(mirrored(pixels, width), width, height)).toEqual(mirrored(image, 32));
  });

  it('leaves out what lies beside the square of a wide, tall or small picture', () => {
    const bright = (place: number, first: number, side: number) =>
      place >= first && place < first + side ? 200 : 0;
    for (const side of [64, 40, 16]) {
      const wide = grey(side + 20, side, (x) => bright(x, 10, side));
      expect(new Set(centralSquare(wide, side + 20, side))).toEqual(new Set([200]));
      const tall = grey(side, side + 20, (_, y) => bright(y, 10, side));
      expect(new Set(centralSquare(tall, side, side + 20))).toEqual(new Set([200]));
    }
  });

  it('refuses values that are not those of the picture', () => {
    expect(() => centralSquare(new Uint8Array(10), 2, 2)).toThrow('needs 12 values');
  });
});
