import { describe, expect, it } from 'vitest';
import { mean, sampleSd } from '../../lib/statistics/summary';

describe('summary', () => {
  it('mean of 2, 4, 9 is 5', () => {
    expect(mean([2, 4, 9])).toBe(5);
  });
  it('sampleSd of 2, 4, 9 is √13: squares 9 + 1 + 16 over 2', () => {
    expect(sampleSd([2, 4, 9])).toBeCloseTo(Math.sqrt(13), 14);
  });
  it('refuses an empty mean and the spread of one value', () => {
    expect(() => mean([])).toThrow('got 0');
    expect(() => sampleSd([1])).toThrow('got 1');
  });
});
