import { describe, expect, it } from 'vitest';
import { quantile } from '../../lib/statistics/quantile';

describe('quantile', () => {
  it('takes order statistics where they are met: of 10, 20, 30, 40, 100', () => {
    const values = [100, 10, 30, 20, 40];
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile(values, share))).toEqual([
      10, 20, 30, 40, 100,
    ]);
  });
  it('lies between the two nearest otherwise: a quarter of the way from 2 to 4 is 2.5', () => {
    // Place 0.75 · (4 - 1) = 2.25 of 1, 1, 2, 4.
    expect(quantile([4, 1, 2, 1], 0.75)).toBe(2.5);
  });
  it('is the value itself for one', () => {
    expect(quantile([7], 0.9)).toBe(7);
  });
  it('refuses an empty list and a share that is none', () => {
    expect(() => quantile([], 0.5)).toThrow('at least 1 value, got 0');
    expect(() => quantile([1], 1.5)).toThrow('from 0 to 1, got 1.5');
  });
});
