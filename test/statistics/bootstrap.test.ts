import { describe, expect, it } from 'vitest';
import { bcaInterval, resampledMeans } from '../../lib/statistics/bootstrap';

const eight = [0.31, -0.12, 0.55, 0.07, -0.2, 0.41, 0.09, 0.23];

describe('resampledMeans', () => {
  it('takes all C(15, 8) = 6,435 resamples of eight, their weights summing to 1', () => {
    const resamples = resampledMeans(eight);
    expect(resamples).toHaveLength(6435);
    expect(resamples.reduce((sum, one) => sum + one.weight, 0)).toBeCloseTo(1, 12);
  });
  it('has the sample’s mean, and its population variance over n', () => {
    const centre = eight.reduce((sum, value) => sum + value, 0) / 8;
    const variance = eight.reduce((sum, value) => sum + (value - centre) ** 2, 0) / 8;
    const resamples = resampledMeans(eight);
    const moment = (power: number) =>
      resamples.reduce((sum, one) => sum + one.weight * (one.mean - centre) ** power, 0);
    expect(moment(1)).toBeCloseTo(0, 12);
    expect(moment(2)).toBeCloseTo(variance / 8, 12);
  });
});

describe('bcaInterval', () => {
  it('is 1 to 3 for the values 1 and 3, whose means are 1, 2, 3 with weights ¼, ½, ¼', () => {
    // P(< 2) + ½ P(= 2) = ½, so no bias; symmetric, so no acceleration; the ends are at 0.025 and 0.975.
    expect(bcaInterval([1, 3])).toEqual({ low: 1, high: 3 });
  });
  it('reaches further to the skewed side than percentiles do: 0, 0, 3 at 90 % is 0 to 3, not 0 to 2', () => {
    // Means 0, 1, 2, 3 with weights 8, 12, 6, 1 of 27. z₀ = Φ⁻¹(14/27) = 0.0464; u = −1, −1, 2, so
    // a = 6 / (6 · 6^1.5) = 0.0680. Upper end: 1.6449 + 0.0464 = 1.6913, / (1 − 0.1151) = 1.9112,
    // + 0.0464 = 1.9577, Φ = 0.975 > 26/27 = 0.963. The plain percentile 0.95 would stop at 2.
    expect(bcaInterval([0, 0, 3], 0.9)).toEqual({ low: 0, high: 3 });
    // At 80 %: 1.2816 + 0.0464 = 1.3280, / 0.9096 = 1.4599, + 0.0464 = 1.5063, Φ = 0.934 < 0.963.
    expect(bcaInterval([0, 0, 3], 0.8)).toEqual({ low: 0, high: 2 });
  });
  it('is the point where all values are equal, zero among them', () => {
    expect(bcaInterval([0.2, 0.2, 0.2])).toEqual({ low: 0.2, high: 0.2 });
    expect(bcaInterval([0, 0, 0, 0])).toEqual({ low: 0, high: 0 });
  });
  it('turns with the sign and grows with the unit', () => {
    const { low, high } = bcaInterval(eight);
    const turned = bcaInterval(eight.map((value) => -100 * value));
    expect(turned.low).toBeCloseTo(-100 * high, 8);
    expect(turned.high).toBeCloseTo(-100 * low, 8);
  });
  it('leaves zero out for eight gains of one sign', () => {
    expect(bcaInterval([0.1, 0.2, 0.3, 0.1, 0.4, 0.2, 0.1, 0.5]).low).toBeGreaterThan(0);
  });
  it('draws resamples beyond ten values, the same ones each time', () => {
    const twelve = [...eight, 0.3, 0.1, -0.1, 0.2];
    expect(bcaInterval(twelve)).toEqual(bcaInterval(twelve));
    expect(bcaInterval(twelve).low).toBeCloseTo(0.04, 1);
  });
  it('refuses a single value', () => {
    expect(() => bcaInterval([1])).toThrow('got 1');
  });
});
