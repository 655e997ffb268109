import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../lib/statistics/normal';
import {
  predictionInterval,
  studentCdf,
  studentInterval,
  studentQuantile,
} from '../../lib/statistics/student-t';

describe('studentQuantile', () => {
  it('gives the tabled values at 0.975 for 1, 2, 5, 7 and 30 degrees of freedom', () => {
    const tabled = { 1: 12.7062, 2: 4.30265, 5: 2.57058, 7: 2.36462, 30: 2.04227 };
    for (const [degrees, t] of Object.entries(tabled)) {
      expect(studentQuantile(0.975, Number(degrees))).toBeCloseTo(t, 4);
    }
  });
  it('is tan(π (p − ½)) for one degree of freedom, Cauchy’s distribution', () => {
    expect(studentQuantile(0.9, 1)).toBeCloseTo(Math.tan(Math.PI * 0.4), 10);
    expect(studentQuantile(0.1, 1)).toBeCloseTo(-Math.tan(Math.PI * 0.4), 10);
  });
  it('is t = (2p − 1) / √(2 p (1 − p)) for two', () => {
    expect(studentQuantile(0.8, 2)).toBeCloseTo(0.6 / Math.sqrt(0.32), 10);
  });
  it('comes close to the normal quantile for many, and is the inverse of studentCdf', () => {
    expect(studentQuantile(0.975, 10_000)).toBeCloseTo(normalQuantile(0.975), 3);
    expect(studentCdf(studentQuantile(0.3, 7), 7)).toBeCloseTo(0.3, 12);
  });
  it('refuses p of 1 and half a degree', () => {
    expect(() => studentQuantile(1, 3)).toThrow('got 1');
    expect(() => studentCdf(1, 0.5)).toThrow('got 0.5');
  });
});

describe('studentInterval', () => {
  it('is 2 ± 4.30265 / √3 for 1, 2 and 3', () => {
    const { low, high } = studentInterval([1, 2, 3]);
    expect(low).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5);
    expect(high).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5);
  });
  it('is the point where all values are equal', () => {
    expect(studentInterval([0.5, 0.5, 0.5])).toEqual({ low: 0.5, high: 0.5 });
  });
});

describe('predictionInterval', () => {
  it('is 2 ± 4.30265 · √(4/3) for 1, 2 and 3, twice as wide as the interval of their mean', () => {
    const { low, high } = predictionInterval([1, 2, 3]);
    expect(low).toBeCloseTo(2 - 4.302653 * Math.sqrt(4 / 3), 5);
    const ofMean = studentInterval([1, 2, 3]);
    expect((high - low) / (ofMean.high - ofMean.low)).toBeCloseTo(2, 10);
  });
});
