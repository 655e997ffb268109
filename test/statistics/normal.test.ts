import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '../../lib/statistics/normal';

/** Holds when the two differ by less than a share of the expected. */
function expectRelative(found: number, expected: number, share: number): void {
  expect(Math.abs(found / expected - 1), `${found} against ${expected}`).toBeLessThan(share);
}

// Each computed with 60 digits from the double that is written here, by Newton's method on the continued fraction.
const lowerTail = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-50, -14.933337534788489],
  [1e-20, -9.262340089798407],
  [1e-16, -8.222082216130435],
  [1e-10, -6.361340902404057],
  [1e-5, -4.264890793922825],
  [0.001, -3.0902323061678136],
  [0.01, -2.326347874040841],
  [0.025, -1.9599639845400543],
  [0.2, -0.8416212335729142],
  [0.4, -0.2533471031357997],
] as const;

describe('normalQuantile', () => {
  it.each(lowerTail)('has 12 digits at p = %d, where it is %d', (p, z) => {
    expectRelative(normalQuantile(p), z, 1e-12);
  });
  it('has 12 digits near 1, up to the last number below it', () => {
    expectRelative(normalQuantile(0.975), 1.9599639845400538, 1e-12);
    expectRelative(normalQuantile(0.999), 3.090232306167813, 1e-12);
    expectRelative(normalQuantile(0.999999999999), 7.0344869100478356, 1e-12);
    expectRelative(normalQuantile(1 - 2 ** -53), 8.209536151601387, 1e-12);
  });
  it('is √(2π)·(p − ½) close to ½, and 0 at ½', () => {
    expectRelative(normalQuantile(0.5 + 2 ** -40), Math.sqrt(2 * Math.PI) * 2 ** -40, 1e-12);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 16);
  });
  it('is odd about ½', () => {
    for (const p of [0.5, 0.25, 2 ** -10, 2 ** -50]) {
      expect(normalQuantile(1 - p) + normalQuantile(p)).toBe(0);
    }
  });
  it('refuses 0 and 1', () => {
    expect(() => normalQuantile(0)).toThrow('got 0');
    expect(() => normalQuantile(1)).toThrow('got 1');
  });
});

describe('normalCdf', () => {
  it('keeps 12 digits of a tail’s own size', () => {
    expectRelative(normalCdf(-1), 0.15865525393145705, 1e-12);
    expectRelative(normalCdf(-3), 0.0013498980316300946, 1e-12);
    expectRelative(normalCdf(-5), 2.866515718791939e-7, 1e-12);
    expectRelative(normalCdf(-8), 6.220960574271784e-16, 1e-12);
    expectRelative(normalCdf(-20), 2.7536241186062337e-89, 1e-12);
    expectRelative(normalCdf(-37), 5.725571222524577e-300, 1e-12);
  });
  it('meets itself where series and continued fraction take turns', () => {
    for (const z of [2 - 1e-12, 2 + 1e-12]) {
      expect(normalCdf(z)).toBeCloseTo(0.9772498680518208, 12);
      expect(normalCdf(-z)).toBeCloseTo(0.0227501319481792, 12);
    }
  });
  it('adds up to 1 with the other side, and is the inverse of normalQuantile', () => {
    for (const z of [0, 0.3, 1.9, 2.1, 5, 12]) {
      expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 15);
    }
    for (const p of [1e-200, 0.001, 0.2, 0.5, 0.77]) {
      expectRelative(normalCdf(normalQuantile(p)), p, 1e-10);
    }
  });
  it('refuses NaN instead of looking for it for ever', () => {
    expect(() => normalCdf(Number.NaN)).toThrow('normalCdf: expected a finite z, got NaN');
  });
});
