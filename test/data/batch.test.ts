import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { viewCount } from '../../lib/data/augmentation';
import { fillBatch, fillBytes } from '../../lib/data/batch';
import { channelMean, channelSd } from '../../lib/data/image-statistics';
import { subset } from '../../lib/data/subset';
import { randomStream } from '../../lib/random/stream';
import type { Augmentation } from '../../lib/recipes/recipe';
import golden from './golden/views.json';

const crop4 = { crop: 4, padding: 'zero', flip: true } as const;
const crop2 = { crop: 2, padding: 'reflect', flip: true } as const;

/** Images of random bytes, none of them 0, so that padding cannot be mistaken for image. */
function randomSet(count: number) {
  const stream = randomStream(count, 'resample');
  return {
    images: Uint8Array.from({ length: count * 3072 }, (_, at) => 1 + (stream.uint32At(at) % 255)),
    labels: new Uint8Array(count),
  };
}

/** The slow way, as the definition says it: pad the whole image, cut a window out, mirror it. */
function oracle(image: Uint8Array, augmentation: Augmentation, view: number): number[] {
  const { crop, padding, flip } = augmentation;
  const rows = Array.from({ length: 32 }, (_, y) =>
    Array.from({ length: 32 }, (_, x) => [...image.subarray((y * 32 + x) * 3).subarray(0, 3)]),
  );
  const black = [0, 0, 0];
  const padLine = <T>(line: T[], filler: T): T[] => {
    if (padding === 'zero') {
      return [...Array<T>(crop).fill(filler), ...line, ...Array<T>(crop).fill(filler)];
    }
    // numpy.pad(…, 'reflect'): the first line's mirror image starts beside the edge.
    const before = line.slice(1, crop + 1).reverse();
    const after = line.slice(31 - crop, 31).reverse();
    return [...before, ...line, ...after];
  };
  const wide = rows.map((row) => padLine(row, black));
  const padded = padLine(wide, Array<number[]>(32 + 2 * crop).fill(black));
  const mirrored = flip && view % 2 === 1;
  const offset = flip ? (view - (view % 2)) / 2 : view;
  const dx = offset % (2 * crop + 1);
  const dy = (offset - dx) / (2 * crop + 1);
  const window = padded.slice(dy, dy + 32).map((row) => row.slice(dx, dx + 32));
  return (mirrored ? window.map((row) => row.reverse()) : window).flat(2);
}

describe('fillBytes', () => {
  it('equals torchvision in every golden view', () => {
    const images = Uint8Array.from({ length: 3072 }, (_, at) => {
      const [y, x, c] = [Math.floor(at / 96), Math.floor(at / 3) % 32, at % 3];
      return (97 * y + 31 * x + 11 * c + 5 * y * x) % 256;
    });
    const set = { images, labels: Uint8Array.of(0) };
    for (const { crop, padding, dy, dx, flip, md5, corner, mean } of golden.cases) {
      const augmentation = { crop, padding: padding as Augmentation['padding'], flip: true };
      const views = Uint16Array.of((dy * (2 * crop + 1) + dx) * 2 + (flip ? 1 : 0));
      const bytes = new Uint8Array(3072);
      fillBytes(bytes, set, Int32Array.of(0), views, augmentation);
      expect(createHash('md5').update(bytes).digest('hex')).toBe(md5);
      const values = new Float32Array(3072);
      fillBatch(values, set, Int32Array.of(0), views, augmentation);
      for (let channel = 0; channel < 3; channel++) {
        const plane = values.filter((_, at) => at % 3 === channel);
        expect(plane[0]).toBeCloseTo(corner[channel] as number, 6);
        const sum = plane.reduce((total, value) => total + value, 0);
        expect(sum / 1024).toBeCloseTo(mean[channel] as number, 6);
      }
    }
  });

  const augmentations: readonly Augmentation[] = [
    crop4,
    crop2,
    { ...crop4, flip: false },
    { crop: 3, padding: 'reflect', flip: true },
    { crop: 0, padding: 'zero', flip: true },
  ];
  for (const augmentation of augmentations) {
    it(`pads, crops and mirrors as the slow oracle: ${JSON.stringify(augmentation)}`, () => {
      const count = viewCount(augmentation);
      const set = randomSet(1);
      const bytes = new Uint8Array(count * 3072);
      const views = Uint16Array.from({ length: count }, (_, view) => view);
      fillBytes(bytes, set, new Int32Array(count), views, augmentation);
      const different = views.filter((view) => {
        const expected = Buffer.from(oracle(set.images, augmentation, view));
        return !expected.equals(bytes.subarray(view * 3072, (view + 1) * 3072));
      });
      expect([...different]).toEqual([]);
    });
  }

  it('makes 50 different pictures of a random image at crop 2 and 162 at crop 4', () => {
    for (const augmentation of [crop2, crop4]) {
      const count = viewCount(augmentation);
      const bytes = new Uint8Array(count * 3072);
      const views = Uint16Array.from({ length: count }, (_, view) => view);
      fillBytes(bytes, randomSet(1), new Int32Array(count), views, augmentation);
      const pictures = views.reduce(
        (seen, view) =>
          seen.add(Buffer.from(bytes.subarray(view * 3072).subarray(0, 3072)).toString('hex')),
        new Set<string>(),
      );
      expect(pictures.size).toBe(count);
    }
  });

  it('gives the images themselves, in the order of the indices, without views', () => {
    const set = randomSet(3);
    const bytes = new Uint8Array(2 * 3072);
    fillBytes(bytes, set, Int32Array.of(2, 0));
    expect(bytes.subarray(0, 3072)).toEqual(set.images.subarray(2 * 3072));
    expect(bytes.subarray(3072)).toEqual(set.images.subarray(0, 3072));
  });

  it('moves the image up and left when the window moves down and right', () => {
    const images = new Uint8Array(3072);
    images[(10 * 32 + 20) * 3] = 200; // red at row 10, column 20
    const bytes = new Uint8Array(3072);
    const lowerRight = (8 * 9 + 7) * 2; // dy 8, dx 7: 4 down and 3 right of the middle
    const set = { images, labels: Uint8Array.of(0) };
    fillBytes(bytes, set, Int32Array.of(0), Uint16Array.of(lowerRight), crop4);
    expect(bytes.indexOf(200)).toBe((6 * 32 + 17) * 3);
    fillBytes(bytes, set, Int32Array.of(0), Uint16Array.of(lowerRight + 1), crop4);
    expect(bytes.indexOf(200)).toBe((6 * 32 + 31 - 17) * 3);
  });
});

describe('fillBatch', () => {
  it('is (byte / 255 - mean) / sd of what fillBytes shows, padding included', () => {
    const set = randomSet(5);
    for (const augmentation of [crop4, crop2]) {
      const indices = Int32Array.of(4, 0, 2, 2);
      const views = Uint16Array.of(0, viewCount(augmentation) - 1, 17, 18);
      const bytes = new Uint8Array(4 * 3072);
      const values = new Float32Array(4 * 3072);
      fillBytes(bytes, set, indices, views, augmentation);
      fillBatch(values, set, indices, views, augmentation);
      const expected = Float32Array.from(bytes, (byte, at) => {
        const channel = (at % 3) as 0 | 1 | 2;
        return (byte / 255 - channelMean[channel]) / channelSd[channel];
      });
      expect(values).toEqual(expected);
    }
  });

  it('gives black, white and grey their values computed by hand', () => {
    // Red: (0 - 0.49139968) / 0.24703223 = -1.98921275; (1 - 0.49139968) / 0.24703223 = 2.05884160;
    // (0.2 - 0.49139968) / 0.24703223 = -1.17960190.
    const images = new Uint8Array(3072);
    images[3] = 255;
    images[6] = 51;
    const values = new Float32Array(3072);
    fillBatch(values, { images, labels: Uint8Array.of(0) }, Int32Array.of(0));
    expect(values[0]).toBeCloseTo(-1.98921275, 6);
    expect(values[3]).toBeCloseTo(2.0588416, 6);
    expect(values[6]).toBeCloseTo(-1.1796019, 6);
  });

  it('normalises by the mean and deviation of the set where it has its own, padding included', () => {
    // (51/255 - 0.1) / 0.5 = 0.2, black: (0 - 0.1) / 0.5 = -0.2; green and blue likewise.
    const normalisation = { mean: [0.1, 0.2, 0.3], sd: [0.5, 0.25, 2] } as const;
    const images = new Uint8Array(3072).fill(51);
    const set = { images, labels: Uint8Array.of(0), normalisation };
    const values = new Float32Array(3072);
    fillBatch(values, set, Int32Array.of(0), Uint16Array.of(0), crop4);
    [-0.2, -0.8, -0.15].forEach((expected, at) => {
      expect(values[at]).toBeCloseTo(expected, 6);
    });
    [0.2, 0, -0.05].forEach((expected, at) => {
      expect(values[3069 + at]).toBeCloseTo(expected, 6);
    });
    fillBatch(values, subset(set, [0]), Int32Array.of(0));
    expect(values[0]).toBeCloseTo(0.2, 6);
  });

  it('leaves nothing of an earlier batch in its target', () => {
    const set = randomSet(2);
    const used = new Float32Array(3072).fill(Number.NaN);
    const fresh = new Float32Array(3072);
    for (const target of [used, fresh]) {
      fillBatch(target, set, Int32Array.of(1), Uint16Array.of(0), crop4);
    }
    expect(used).toEqual(fresh);
  });

  it('refuses sizes that disagree, images and views that do not exist, and half an augmentation', () => {
    const set = randomSet(2);
    const one = new Float32Array(3072);
    const first = Int32Array.of(0);
    const view = Uint16Array.of(0);
    expect(() => fillBatch(new Float32Array(10), set, first)).toThrow(
      /1 images need 3072 values, target has 10.*subarray/,
    );
    expect(() => fillBatch(one, set, Int32Array.of(2))).toThrow('image 2 does not exist');
    expect(() => fillBatch(one, set, Int32Array.of(-1))).toThrow('expected 0 to 1');
    expect(() => fillBatch(one, set, first, Uint16Array.of(50), crop2)).toThrow(
      'view 50 does not exist; expected 0 to 49',
    );
    expect(() => fillBatch(one, set, first, Uint16Array.of(0, 0), crop2)).toThrow('1 images');
    expect(() => fillBatch(one, set, first, view)).toThrow('both or neither');
  });
});
