import { describe, expect, it } from 'vitest';
import { powerOfPairs } from '../../lib/statistics/power';

/** Deviation of the paired differences, in points of accuracy, of the studies that the figures below come from. */
const deviation = 0.33;

describe('powerOfPairs', () => {
  it.each([
    [0.1, 0.11],
    [0.2, 0.3],
    [0.3, 0.57],
    [0.5, 0.94],
  ])(
    'of eight pairs and a gain of %d points is the share of simulated claims, %d, within 2 points',
    (gain, share) => {
      const power = powerOfPairs({ pairs: 8, gain, deviation });
      expect(Math.abs(power - share)).toBeLessThan(0.02);
    },
  );
  it('reaches 80 % with 24 pairs for 0.2 points and with 12 for 0.3, and not much before', () => {
    for (const [pairs, gain] of [
      [24, 0.2],
      [12, 0.3],
    ] as const) {
      const power = powerOfPairs({ pairs, gain, deviation });
      expect(Math.abs(power - 0.8)).toBeLessThan(0.04);
      expect(powerOfPairs({ pairs: pairs - 3, gain, deviation })).toBeLessThan(0.8);
      expect(powerOfPairs({ pairs: pairs + 1, gain, deviation })).toBeGreaterThan(0.8);
    }
  });
  it('is the 0.8078 of G*Power’s manual for 34 pairs and half a deviation', () => {
    expect(powerOfPairs({ pairs: 34, gain: 0.5, deviation: 1 })).toBeCloseTo(0.8077775, 6);
  });
  it('is, where there is no gain, the largest p of the sign-flip test below the level', () => {
    const power = (pairs: number, level = 0.05) =>
      powerOfPairs({ pairs, gain: 0, deviation: 1, level });
    expect(power(6)).toBeCloseTo(2 / 64, 8);
    expect(power(8)).toBeCloseTo(12 / 256, 8);
    expect(power(8, 0.01)).toBeCloseTo(2 / 256, 8);
    for (const pairs of [30, 100, 2000]) expect(power(pairs)).toBeCloseTo(0.05, 8);
  });
  it('is 0 for five pairs, whose smallest p is 2/32', () => {
    expect(powerOfPairs({ pairs: 5, gain: 10, deviation: 0.1 })).toBe(0);
  });
  it('grows with the gain to 1, and is the same for a loss and in another unit', () => {
    const power = (gain: number) => powerOfPairs({ pairs: 8, gain, deviation });
    expect(power(0.2)).toBeGreaterThan(power(0.1));
    expect(power(10)).toBeCloseTo(1, 10);
    expect(power(-0.3)).toBeCloseTo(power(0.3), 12);
    expect(powerOfPairs({ pairs: 8, gain: 30, deviation: 33 })).toBeCloseTo(power(0.3), 12);
  });
  it('refuses one pair and a deviation of 0', () => {
    expect(() => powerOfPairs({ pairs: 1, gain: 1, deviation: 1 })).toThrow('pairs from 2, got 1');
    expect(() => powerOfPairs({ pairs: 8, gain: 1, deviation: 0 })).toThrow('above 0, got 0');
  });
});
