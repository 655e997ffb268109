import type { Interval } from '../statistics/interval';
import { signFlipP } from '../statistics/sign-flip';
import { predictionInterval, studentInterval } from '../statistics/student-t';
import { mean, sampleSd } from '../statistics/summary';
import { formatNumber } from './format';
import { rounded } from './row';

/** Several values of one quantity in a few numbers; null where there are too few values for one. */
export type Spread = ReturnType<typeof spreadOf>;

/** Number, mean, sample standard deviation and range. */
export function spreadOf(values: readonly number[]) {
  const n = values.length;
  return {
    n,
    mean: n < 1 ? null : rounded(mean(values)),
    sd: n < 2 ? null : rounded(sampleSd(values)),
    lowest: n < 1 ? null : rounded(Math.min(...values)),
    highest: n < 1 ? null : rounded(Math.max(...values)),
  };
}

/** "79.12 ± 0.21", mean and standard deviation; "79.12" of one value; "–" of none. */
export function formatSpread({ mean: centre, sd }: Pick<Spread, 'mean' | 'sd'>): string {
  if (centre === null) return '–';
  return sd === null ? formatNumber(centre) : `${formatNumber(centre)} ± ${formatNumber(sd)}`;
}

/** Fewer values give no useful interval: with two it is 19 standard deviations wide to either side. */
export const leastRuns = 3;

/**
 * Whether a single further value, such as another's run, is one of these: whether it lies in their 95 % prediction interval.
 * @param least how many values it takes to say; three or more
 */
export function fitOf(value: number, values: readonly number[], least = leastRuns) {
  if (values.length < Math.max(least, leastRuns)) return 'not decidable yet';
  const { low, high } = predictionInterval(values);
  return value >= low && value <= high ? 'fits' : 'does not fit';
}

/** Where one more value is expected: the 95 % prediction interval, null of fewer than `least` values. */
export function expectedInterval(values: readonly number[], least = leastRuns) {
  return ends(values.length < least ? undefined : predictionInterval(values));
}

/** Student's 95 % interval of the mean; null of fewer than three values: of two it reaches nine standard deviations to either side. */
export function meanInterval(values: readonly number[]) {
  return ends(values.length < leastRuns ? undefined : studentInterval(values));
}

function ends(interval: Interval | undefined) {
  if (interval === undefined) return { low: null, high: null };
  return { low: rounded(interval.low), high: rounded(interval.high) };
}

/** Below this the exact sign-flip test cannot pass 0.05: five pairs reach 2/32. */
export const leastPairs = 6;

/** Paired gains in points, in a few numbers; null where there are too few pairs for one. */
export type GainSummary = Readonly<ReturnType<typeof gainSummary>>;

/** Mean, deviation and interval of paired gains, arm minus control. */
export function gainSummary(gains: readonly number[]) {
  const { n, mean: meanPts, sd: sdPts } = spreadOf(gains);
  const { low: lowPts, high: highPts } = meanInterval(gains);
  return {
    n,
    meanPts,
    sdPts,
    /** Student's 95 % interval of the mean; from three pairs on. */
    lowPts,
    highPts,
    /** Pairs in which the arm is better. */
    above: gains.filter((gain) => gain > 0).length,
    /** Exact, two-sided, not corrected; from six pairs on. */
    signFlipP: n < leastPairs ? null : rounded(signFlipP(gains)),
  };
}
