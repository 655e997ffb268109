import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../lib/statistics/interval';

describe('wilsonInterval', () => {
  it('is 0.2366 to 0.7634 for 5 of 10', () => {
    // z² = 3.841459; centre = (0.5 + 0.1920729) / 1.3841459 = 0.5;
    // half = 1.959964 / 1.3841459 · √(0.025 + 3.841459 / 400) = 1.416010 · 0.186017 = 0.263403
    const { low, high } = wilsonInterval(5, 10);
    expect(low).toBeCloseTo(0.236597, 5);
    expect(high).toBeCloseTo(0.763403, 5);
  });
  it('starts at 0 and ends at z²/(n + z²) when nothing is right', () => {
    // centre = half = z²/(2n) / (1 + z²/n), so low = 0 and high = z² / (n + z²) = 3.841459 / 13.841459
    const { low, high } = wilsonInterval(0, 10);
    expect(low).toBeCloseTo(0, 14);
    expect(high).toBeCloseTo(3.841458820694124 / 13.841458820694124, 12);
  });
  it('is about ±1.96 standard errors for 7270 of 10,000', () => {
    const { low, high } = wilsonInterval(7270, 10_000);
    expect((high - low) / 2).toBeCloseTo(1.96 * Math.sqrt((0.727 * 0.273) / 10_000), 5);
  });
  it('solves the score equation |share − p| = z √(p(1 − p)/n) at both ends', () => {
    const { low, high } = wilsonInterval(17, 23, 0.9);
    for (const p of [low, high]) {
      const z = Math.abs(17 / 23 - p) / Math.sqrt((p * (1 - p)) / 23);
      expect(z).toBeCloseTo(1.6448536269514722, 10);
    }
  });
  it('refuses more right than total', () => {
    expect(() => wilsonInterval(3, 2)).toThrow('got 3 of 2');
  });
});
