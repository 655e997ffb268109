import { describe, expect, it } from 'vitest';
import {
  describeView,
  drawViews,
  epochViews,
  plainView,
  viewCount,
} from '../../lib/data/augmentation';
import { randomStream } from '../../lib/random/stream';

const crop4 = { crop: 4, padding: 'zero', flip: true } as const;
const crop2 = { crop: 2, padding: 'reflect', flip: true } as const;

describe('viewCount', () => {
  it('is 162 for crop 4 with flip, 50 for crop 2 with flip, 81 without flip, 1 for nothing', () => {
    expect(viewCount(crop4)).toBe(162);
    expect(viewCount(crop2)).toBe(50);
    expect(viewCount({ ...crop4, flip: false })).toBe(81);
    expect(viewCount({ crop: 0, padding: 'zero', flip: false })).toBe(1);
  });
});

describe('describeView', () => {
  it('is the inverse of (dy (2p + 1) + dx) 2 + mirrored', () => {
    for (const augmentation of [crop4, crop2]) {
      for (let view = 0; view < viewCount(augmentation); view++) {
        const { dx, dy, flip } = describeView(augmentation, view);
        const side = 2 * augmentation.crop + 1;
        expect((dy * side + dx) * 2 + (flip ? 1 : 0)).toBe(view);
        expect(dx >= 0 && dx < side && dy >= 0 && dy < side).toBe(true);
      }
    }
  });

  it('counts offsets without mirror images when there is no flip', () => {
    expect(describeView({ ...crop4, flip: false }, 80)).toEqual({ dy: 8, dx: 8, flip: false });
    expect(describeView({ ...crop4, flip: false }, 10)).toEqual({ dy: 1, dx: 1, flip: false });
  });

  it('finds the image itself in the middle', () => {
    expect(describeView(crop4, plainView(crop4))).toEqual({ dy: 4, dx: 4, flip: false });
    expect(describeView(crop2, plainView(crop2))).toEqual({ dy: 2, dx: 2, flip: false });
  });

  it('refuses a view that does not exist', () => {
    expect(() => describeView(crop2, 50)).toThrow('View 50: expected 0 to 49');
  });
});

describe('drawViews', () => {
  it('draws all 162 views equally often', () => {
    const views = drawViews(randomStream(0, 'augmentation', 1), crop4, 162_000);
    const counts = new Float64Array(162);
    for (const view of views) counts[view] = (counts[view] ?? 0) + 1;
    // Chi-square with 161 degrees of freedom: mean 161, standard deviation sqrt(322) = 17.9.
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(Math.abs(chiSquare - 161)).toBeLessThan(5 * 17.9);
  });

  it('gives example i its view from position i, whatever the count', () => {
    const stream = randomStream(3, 'augmentation', 2);
    const expected = [0, 1, 2].map((index) => Math.floor(stream.uniformAt(index) * 50));
    expect([...drawViews(stream, crop2, 3)]).toEqual(expected);
    expect(drawViews(stream, crop2, 100).subarray(0, 3)).toEqual(drawViews(stream, crop2, 3));
  });

  it('draws the same for the same seed and epoch, and other views in another epoch', () => {
    const draw = (epoch: number) => drawViews(randomStream(0, 'augmentation', epoch), crop4, 200);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe('epochViews', () => {
  const alternating = { ...crop2, flip: 'alternating' } as const;
  const flips = (epoch: number, seed = 0) =>
    [...epochViews(alternating, 1000, { seed, epoch })].map(
      (view) => describeView(alternating, view).flip,
    );

  it('draws the views of an epoch as before where the flip is not alternating', () => {
    const stream = randomStream(4, 'augmentation', 7);
    expect(epochViews(crop4, 50, { seed: 4, epoch: 7 })).toEqual(drawViews(stream, crop4, 50));
  });

  it('mirrors about half of the images in the first epoch, and exactly the others in the second', () => {
    const mirrored = flips(1).filter(Boolean).length;
    expect(Math.abs(mirrored - 500)).toBeLessThan(5 * Math.sqrt(250));
    expect(flips(2)).toEqual(flips(1).map((flip) => !flip));
    expect(flips(3)).toEqual(flips(1));
  });

  it('mirrors other images for another seed', () => {
    expect(flips(1, 1)).not.toEqual(flips(1));
  });

  it('draws the crops anew in each epoch, all 25 equally often', () => {
    const crops = (epoch: number) =>
      [...epochViews(alternating, 25_000, { seed: 0, epoch })].map((view) => view >> 1);
    expect(crops(1)).not.toEqual(crops(3));
    const counts = new Float64Array(25);
    for (const crop of crops(1)) counts[crop] = (counts[crop] ?? 0) + 1;
    // Chi-square with 24 degrees of freedom: standard deviation sqrt(48) = 6.9.
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(Math.abs(chiSquare - 24)).toBeLessThan(5 * 6.9);
  });
});
