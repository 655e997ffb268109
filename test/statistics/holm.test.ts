import { describe, expect, it } from 'vitest';
import { holm } from '../../lib/statistics/holm';

describe('holm', () => {
  it('multiplies the smallest p by 4, the next by 3, 2 and 1, never falling', () => {
    // in rising order 0.005·4 = 0.02, 0.01·3 = 0.03, 0.03·2 = 0.06, 0.04·1 = 0.04 -> 0.06
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((expected, test) => {
      expect(adjusted[test]).toBeCloseTo(expected, 14);
    });
  });
  it('leaves a single p as it is and ends at 1', () => {
    expect(holm([0.04])).toEqual([0.04]);
    expect(holm([0.6, 0.7])).toEqual([1, 1]);
  });
  it('lets eight pairs of one sign pass in a family of six, not of seven', () => {
    const family = (size: number) => holm([2 / 256, ...new Array(size - 1).fill(1)])[0];
    expect(family(6)).toBeLessThan(0.05); // 12/256 = 0.0469
    expect(family(7)).toBeGreaterThan(0.05); // 14/256 = 0.0547
  });
  it('refuses what is no probability', () => {
    expect(() => holm([0.1, 1.2])).toThrow('got 1.2');
    expect(() => holm([Number.NaN])).toThrow('got NaN');
    expect(() => holm([])).toThrow('at least 1 value, got 0');
  });
});
