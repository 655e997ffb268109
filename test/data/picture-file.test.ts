import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { readPicture } from '../../lib/data/picture-file';
import { type Colour, pixelOf, writePng } from '../support/picture-files';

const folder = mkdtempSync(join(tmpdir(), 'picture-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const place = (name: string) => join(folder, name);

const quarters: readonly Colour[] = [
  [250, 20, 20],
  [20, 250, 20],
  [20, 20, 250],
  [200, 200, 20],
];
const quarterAt = (x: number, y: number): Colour =>
  quarters[(y < 32 ? 0 : 2) + (x < 32 ? 0 : 1)] as Colour;

const upright = writePng(place('upright.png'), [64, 64], quarterAt);

function write(name: string, bytes: Uint8Array): string {
  writeFileSync(place(name), bytes);
  return place(name);
}

/** The largest difference between two images. */
function distance(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((worst, value, at) => Math.max(worst, Math.abs(value - (b[at] as number))), 0);
}

describe('readPicture', () => {
  it('keeps the pixels of a picture of 32x32', async () => {
    const file = writePng(place('same.png'), [32, 32], (x, y) => [8 * x, 8 * y, x + y]);
    const { image, enlarged } = await readPicture(file);
    expect(pixelOf(image, 0, 0)).toEqual([0, 0, 0]);
    expect(pixelOf(image, 31, 2)).toEqual([248, 16, 33]);
    expect(enlarged).toBe(false);
  });

  it('says whether it enlarged the picture', async () => {
    const file = writePng(place('small.png'), [40, 16], () => [9, 9, 9]);
    expect((await readPicture(file)).enlarged).toBe(true);
  });

  it.each([
    ['png', 0],
    ['jpeg', 3],
  ] as const)('turns a %s upright as EXIF orientation 6 asks', async (format, tolerance) => {
    // Orientation 6: turn a quarter clockwise to see it; so it is stored a quarter counter-clockwise.
    const stored = sharp(upright).rotate(270).withMetadata({ orientation: 6 });
    const options = { quality: 100, chromaSubsampling: '4:4:4' } as const;
    const bytes = await (format === 'png' ? stored.png() : stored.jpeg(options)).toBuffer();
    const turned = await readPicture(write(`turned.${format}`, bytes));
    const { image } = await readPicture(upright);
    expect(pixelOf(image, 2, 2)).toEqual(quarters[0]);
    expect(distance(turned.image, image)).toBeLessThanOrEqual(tolerance);
  });

  it('puts transparent pixels on white, whatever colour they hide', async () => {
    const file = writePng(place('clear.png'), [32, 32], (x) =>
      x < 8 ? [250, 0, 90, 0] : x < 16 ? [0, 0, 0, 128] : [1, 2, 3],
    );
    const { image } = await readPicture(file);
    expect(pixelOf(image, 3, 3)).toEqual([255, 255, 255]);
    // 128/255 of black and 127/255 of white.
    for (const value of pixelOf(image, 12, 3)) expect(Math.abs(value - 127)).toBeLessThanOrEqual(1);
    expect(pixelOf(image, 20, 3)).toEqual([1, 2, 3]);
  });

  it('reads palettes, grey and 16 bits as the colours they stand for', async () => {
    const palette = await sharp(upright).png({ palette: true, colours: 8 }).toBuffer();
    expect((await sharp(palette).metadata()).isPalette).toBe(true);
    const { image } = await readPicture(upright);
    expect((await readPicture(write('palette.png', palette))).image).toEqual(image);

    const raw = { width: 32, height: 32, channels: 1 } as const;
    const shades = Buffer.from(Uint8Array.from({ length: 1024 }, (_, at) => at & 255));
    const grey = await sharp(shades, { raw }).toColourspace('b-w').png().toBuffer();
    expect((await sharp(grey).metadata()).channels).toBe(1);
    const read = (await readPicture(write('grey.png', grey))).image;
    expect(pixelOf(read, 5, 1)).toEqual([37, 37, 37]);

    const deep = Uint16Array.from({ length: 3072 }, (_, at) => [0, 0x8040, 0xffff][at % 3] ?? 0);
    const wide = sharp(deep, { raw: { ...raw, channels: 3 } }).toColourspace('rgb16');
    const sixteen = await wide.png().toBuffer();
    expect((await sharp(sixteen).metadata()).depth).toBe('ushort');
    const shown = (await readPicture(write('deep.png', sixteen))).image;
    expect(pixelOf(shown, 4, 4)).toEqual([0, 128, 255]);
  });

  it('refuses a PNG or JPEG that was cut off or altered, by name and with the reason', async () => {
    const png = readFileSync(upright);
    const jpeg = await sharp(upright).jpeg().toBuffer();
    const flipped = Uint8Array.from(png, (byte, at) => (at === png.length - 30 ? byte ^ 1 : byte));
    for (const [name, bytes, reason] of [
      ['half.png', png.subarray(0, png.length / 2), /libpng|libspng/],
      ['flipped.png', flipped, /libpng|libspng/],
      ['half.jpg', jpeg.subarray(0, jpeg.length - 60), /premature end of JPEG/],
      ['start.jpg', jpeg.subarray(0, 40), /JPEG/i],
    ] as const) {
      const message = await messageOf(readPicture(write(name, bytes)));
      expect(message).toContain(`${place(name)}: the picture is damaged or cut off (`);
      expect(message).toMatch(reason);
    }
  });

  it('refuses what is no picture, with what it is', async () => {
    for (const [name, bytes, found] of [
      ['text.png', 'not a picture', 'found something else'],
      ['empty.png', '', 'found an empty file'],
      ['old.bmp', `BM${'x'.repeat(100)}`, 'found a BMP picture'],
      ['pointer.jpg', 'version https://git-lfs.github.com/spec/v1', 'found a Git LFS pointer'],
      [
        'drawing.svg',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        'found svg',
      ],
    ] as const) {
      const message = await messageOf(readPicture(write(name, Buffer.from(bytes))));
      expect(message).toContain(
        `${place(name)}: expected a PNG, JPEG, WebP or GIF picture, ${found}`,
      );
    }
  });

  it('refuses a folder and a missing file by name', async () => {
    mkdirSync(place('folder.png'));
    expect(await messageOf(readPicture(place('folder.png')))).toBe(
      `${place('folder.png')}: expected a picture, found a folder.`,
    );
    expect(await messageOf(readPicture(place('none.png')))).toBe(
      `${place('none.png')}: there is no such file.`,
    );
  });
});

async function messageOf(failing: Promise<unknown>): Promise<string> {
  return failing.then(
    () => 'nothing was refused',
    (error: Error) => error.message,
  );
}
