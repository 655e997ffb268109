import { describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/random/stream';
import { type CorrectnessPair, twoWayBootstrap } from '../../lib/statistics/two-way-bootstrap';

const stream = () => randomStream(3, 'resample');

/** A pair of runs from the differences −1, 0 and 1 of its images. */
function pairOf(differences: readonly number[]): CorrectnessPair {
  return {
    arm: differences.map((difference) => (difference > 0 ? 1 : 0)),
    control: differences.map((difference) => (difference < 0 ? 1 : 0)),
  };
}

/** [seeds][images] */
const matrix = [
  [1, 0, 0, -1, 0, 1, 1, 0, 0, 1],
  [1, 1, 0, 0, 0, 0, 1, 0, -1, 0],
  [0, 1, 0, -1, 0, 1, 1, 0, 0, 1],
  [1, 0, 0, 0, 0, -1, 1, 0, 0, 1],
];

/**
 * The variance that the resampled means have if all resamples are taken: with E[w_s w_s'] = [s = s'] + 1 − 1/S, and
 * images alike, it is (Σ d² + (1 − 1/N) Σ_s R_s² + (1 − 1/S) Σ_i C_i² + (1 − 1/S)(1 − 1/N) T²) / (S N)² − (T / S N)²,
 * with the sums R of rows, C of columns and T of all.
 */
function exactVariance(rows: readonly (readonly number[])[]): number {
  const [seeds, images] = [rows.length, rows[0]?.length ?? 0];
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const squares = (values: readonly number[]) => sum(values.map((value) => value ** 2));
  const rowSums = rows.map(sum);
  const columnSums = Array.from({ length: images }, (_, image) =>
    sum(rows.map((row) => row[image] as number)),
  );
  const total = sum(rowSums);
  const [other, otherImage] = [1 - 1 / seeds, 1 - 1 / images];
  const second =
    squares(rows.flat()) +
    otherImage * squares(rowSums) +
    other * squares(columnSums) +
    other * otherImage * total ** 2;
  return (second - total ** 2) / (seeds * images) ** 2;
}

describe('twoWayBootstrap', () => {
  it('has the variance of all resamples, to 5 % with 20,000 of them', () => {
    const { standardError, mean } = twoWayBootstrap(matrix.map(pairOf), {
      stream: stream(),
      resamples: 20_000,
    });
    expect(mean).toBeCloseTo(10 / 40, 14);
    expect(Math.abs(standardError ** 2 / exactVariance(matrix) - 1)).toBeLessThan(0.05);
  });
  it('finds the 16 resamples of two seeds and two images', () => {
    // d = (1, 1), (1, −1). Seeds twice the first (¼): 1. One of each (½): columns 1 and 0, so 1, ½, ½, 0. Twice the
    // second (¼): 1, 0, 0, −1. So −1 has 1/16, 0 has 4/16, ½ has 4/16, 1 has 7/16.
    const pairs = [pairOf([1, 1]), pairOf([1, -1])];
    const at = (level: number) =>
      twoWayBootstrap(pairs, { stream: stream(), level, resamples: 20_000 });
    expect(at(0.95)).toMatchObject({ low: -1, high: 1 });
    expect(at(0.8)).toMatchObject({ low: 0, high: 1 }); // 1/16 < 0.1 < 5/16
    expect(at(0.1)).toMatchObject({ low: 0.5, high: 0.5 }); // 5/16 < 0.45, 0.55 < 9/16
  });
  it('depends on the seeds alone where all images are alike, and on the images alone where all seeds are', () => {
    const seedsOnly = [pairOf([1, 1, 1]), pairOf([0, 0, 0])];
    const imagesOnly = [pairOf([1, 0]), pairOf([1, 0]), pairOf([1, 0])];
    for (const pairs of [seedsOnly, imagesOnly]) {
      // The mean of two draws from 0 and 1: variance ¼ / 2.
      const { standardError } = twoWayBootstrap(pairs, { stream: stream(), resamples: 20_000 });
      expect(standardError ** 2).toBeCloseTo(1 / 8, 2);
    }
  });
  it('is a point where nothing differs', () => {
    expect(twoWayBootstrap([pairOf([0, 0, 0])], { stream: stream() })).toEqual({
      mean: 0,
      standardError: 0,
      low: 0,
      high: 0,
    });
  });
  it('gives the same interval for the same stream, and turns with the roles', () => {
    const pairs = matrix.map(pairOf);
    const one = twoWayBootstrap(pairs, { stream: stream() });
    expect(twoWayBootstrap(pairs, { stream: stream() })).toEqual(one);
    const turned = pairs.map(({ arm, control }) => ({ arm: control, control: arm }));
    const other = twoWayBootstrap(turned, { stream: stream() });
    expect(other.low).toBeCloseTo(-one.high, 12);
    expect(other.high).toBeCloseTo(-one.low, 12);
  });
  it('refuses no pairs, no images, lists of different lengths and what is neither 0 nor 1', () => {
    const bootstrap = (...pairs: CorrectnessPair[]) => twoWayBootstrap(pairs, { stream: stream() });
    expect(() => bootstrap()).toThrow('at least 1 pair, got 0');
    expect(() => bootstrap({ arm: [], control: [] })).toThrow('at least 1 value, got 0');
    expect(() => bootstrap(pairOf([1, 0]), pairOf([1]))).toThrow(
      'arm of pair 1: expected two lists',
    );
    expect(() => bootstrap({ arm: [1, 0.5], control: [0, 0] })).toThrow('got 0.5 at index 1');
    expect(() => bootstrap({ arm: [1, 0], control: [0, Number.NaN] })).toThrow(
      'got NaN at index 1',
    );
  });
});
