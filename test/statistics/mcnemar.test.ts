import { describe, expect, it } from 'vitest';
import { mcnemarExact } from '../../lib/statistics/mcnemar';

describe('mcnemarExact', () => {
  it('is 2 · (1 + 5) / 32 = 0.375 for a split of 1 to 4', () => {
    expect(mcnemarExact(1, 4)).toBeCloseTo(0.375, 14);
  });
  it('is 2 / 1024 when all 10 disagreements go one way', () => {
    expect(mcnemarExact(0, 10)).toBeCloseTo(2 / 1024, 14);
  });
  it('is symmetric, and 1 for an even split or no disagreement', () => {
    expect(mcnemarExact(31, 17)).toBe(mcnemarExact(17, 31));
    expect(mcnemarExact(6, 6)).toBe(1);
    expect(mcnemarExact(0, 0)).toBe(1);
  });
  it('agrees with the normal approximation on 2,000 disagreements', () => {
    // z = (|1050 − 950| − 1) / √2000 = 2.2137, two-sided p = 0.02685
    expect(mcnemarExact(950, 1050)).toBeCloseTo(0.02685, 4);
  });
  it('refuses fractions', () => {
    expect(() => mcnemarExact(1.5, 2)).toThrow('got 1.5');
  });
});
