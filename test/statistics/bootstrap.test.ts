import { describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/random/stream';
import { bcaInterval } from '../../lib/statistics/bootstrap';
import { normalQuantile } from '../../lib/statistics/normal';
import { resampleQuantile, resamplesOf } from '../../lib/statistics/resamples';
import { studentInterval } from '../../lib/statistics/student-t';

const eight = [0.31, -0.12, 0.55, 0.07, -0.2, 0.41, 0.09, 0.23];

function listed(values: readonly number[]) {
  const resamples: { mean: number; weight: number }[] = [];
  resamplesOf(values)((mean, weight) => resamples.push({ mean, weight }));
  return resamples;
}

describe('resamplesOf', () => {
  it('takes all C(15, 8) = 6,435 resamples of eight, their weights summing to 1', () => {
    const resamples = listed(eight);
    expect(resamples).toHaveLength(6435);
    expect(resamples.reduce((sum, one) => sum + one.weight, 0)).toBeCloseTo(1, 12);
  });
  it('has the sample’s mean, and its population variance over n', () => {
    const centre = eight.reduce((sum, value) => sum + value, 0) / 8;
    const variance = eight.reduce((sum, value) => sum + (value - centre) ** 2, 0) / 8;
    const resamples = listed(eight);
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
  it('takes all 1,352,078 resamples of twelve, in at most two seconds and without a table', () => {
    const twelve = [...eight, 0.3, 0.1, -0.1, 0.2];
    let [count, weights, squares] = [0, 0, 0];
    resamplesOf(twelve)((mean, weight) => {
      count += 1;
      weights += weight;
      squares += weight * mean ** 2;
    });
    expect(count).toBe(1_352_078); // C(23, 12)
    expect(weights).toBeCloseTo(1, 10);
    const centre = twelve.reduce((sum, value) => sum + value, 0) / 12;
    const variance = twelve.reduce((sum, value) => sum + (value - centre) ** 2, 0) / 12;
    expect(squares - centre ** 2).toBeCloseTo(variance / 12, 10);
    const start = process.cpuUsage();
    const { low, high } = bcaInterval(twelve);
    const { user } = process.cpuUsage(start);
    expect(user / 1e6).toBeLessThan(2);
    // Both ends are means of twelve of these values, all multiples of 0.01.
    for (const end of [low, high])
      expect((end * 1200) % 1).toBeCloseTo(Math.round((end * 1200) % 1), 6);
    expect(low).toBeCloseTo(0.04, 1);
  });
  it('draws resamples beyond twelve values, the same ones each time', () => {
    const thirteen = [...eight, 0.3, 0.1, -0.1, 0.2, 0.15];
    expect(bcaInterval(thirteen)).toEqual(bcaInterval(thirteen));
    expect(bcaInterval(thirteen).low).toBeCloseTo(0.05, 1);
  });
  it('refuses a single value', () => {
    expect(() => bcaInterval([1])).toThrow('got 1');
  });
});

describe('resampleQuantile', () => {
  it('is the quantile of the sorted list, at every share', () => {
    const sorted = [...listed(eight)].sort((a, b) => a.mean - b.mean);
    const range = [Math.min(...eight), Math.max(...eight)] as const;
    for (const share of [0, 1e-7, 0.003, 0.025, 0.5, 0.77, 0.975, 0.9999, 1]) {
      let below = 0;
      const expected = sorted.find(({ weight }) => {
        below += weight;
        return below >= share - 1e-12;
      });
      const found = resampleQuantile(resamplesOf(eight), share, range);
      expect(found).toBeCloseTo(expected?.mean ?? Number.NaN, 12);
    }
  });
});

describe('the coverage of 95 % intervals of eight normally distributed pairs', () => {
  const studies = 400;
  const stream = randomStream(1, 'resample', 8);
  const samples = Array.from({ length: studies }, (_, study) =>
    Array.from({ length: 8 }, (__, pair) =>
      normalQuantile((stream.uniformAt(study * 8 + pair) + 2 ** -33) as number),
    ),
  );
  const coverage = (intervalOf: typeof studentInterval) =>
    samples.map((sample) => intervalOf(sample)).filter(({ low, high }) => low <= 0 && high >= 0)
      .length / studies;

  it('is 95 % of studies for Student’s and 89 % for BCa, give or take three standard errors', () => {
    const standardErrors = (share: number) => 3 * Math.sqrt((share * (1 - share)) / studies);
    expect(Math.abs(coverage(studentInterval) - 0.95)).toBeLessThan(standardErrors(0.95));
    expect(Math.abs(coverage(bcaInterval) - 0.887)).toBeLessThan(standardErrors(0.887));
  });
});
