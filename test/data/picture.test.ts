import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { contactSheet, imageDataUri } from '../../lib/data/picture';
import { randomStream } from '../../lib/random/stream';

const stream = randomStream(0, 'resample');
const noise = Uint8Array.from({ length: 3072 }, (_, at) => stream.uint32At(at) & 255);

function decode(uri: string): PNG {
  expect(uri.startsWith('data:image/png;base64,')).toBe(true);
  return PNG.sync.read(Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64'));
}

/** Red, green, blue and opacity of one pixel. */
function pixel({ data, width }: PNG, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

describe('imageDataUri', () => {
  it('is a PNG that holds exactly the pixels of the image', () => {
    const { data, width, height } = decode(imageDataUri(noise));
    expect([width, height]).toEqual([32, 32]);
    expect([...data.filter((_, at) => at % 4 !== 3)]).toEqual([...noise]);
    expect(data.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
  });

  it('makes each pixel a square of the scale asked for', () => {
    const picture = decode(imageDataUri(noise, { scale: 3 }));
    expect([picture.width, picture.height]).toEqual([96, 96]);
    const source = (5 * 32 + 7) * 3; // row 5, column 7
    const colour = [...noise.subarray(source, source + 3), 255];
    for (const y of [15, 16, 17]) {
      for (const x of [21, 22, 23]) expect(pixel(picture, x, y)).toEqual(colour);
    }
  });

  it('gives the same text for the same image', () => {
    expect(imageDataUri(noise, { scale: 2 })).toBe(imageDataUri(noise.slice(), { scale: 2 }));
  });

  it('refuses an array that is no image', () => {
    expect(() => imageDataUri(new Uint8Array(10))).toThrow(
      'needs 3072 values (32 x 32 x 3), got 10',
    );
    expect(() => imageDataUri(noise, { scale: 0 })).toThrow('scale must be a whole number from 1');
  });
});

describe('contactSheet', () => {
  it('sets images row by row with transparent gaps and leaves the last places empty', () => {
    const grey = (value: number) => new Uint8Array(3072).fill(value);
    const options = { columns: 2, gap: 4, scale: 2 };
    const sheet = decode(contactSheet([grey(10), grey(20), grey(30)], options));
    expect([sheet.width, sheet.height]).toEqual([136, 136]); // (32 + 4 + 32) * 2
    expect(pixel(sheet, 0, 0)).toEqual([10, 10, 10, 255]);
    expect(pixel(sheet, 63, 63)).toEqual([10, 10, 10, 255]);
    expect(pixel(sheet, 64, 0)).toEqual([0, 0, 0, 0]);
    expect(pixel(sheet, 72, 0)).toEqual([20, 20, 20, 255]);
    expect(pixel(sheet, 0, 72)).toEqual([30, 30, 30, 255]);
    expect(pixel(sheet, 72, 72)).toEqual([0, 0, 0, 0]);
  });

  it('refuses to be empty', () => {
    expect(() => contactSheet([], { columns: 3 })).toThrow('at least one image');
  });
});
