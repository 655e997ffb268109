import { predictionInterval } from '../statistics/student-t';
import { formatNumber } from '../tables/format';
import { fitOf, formatSpread, leastRuns, spreadOf } from '../tables/spread';

/** An interval wider than this to either side, in points, would take in almost any number. */
const WIDEST = 2;

/** Whether a number of the original lies where one more value like these is expected, and the interval is narrow enough to say so. */
export function isReproduced(original: number, values: readonly number[]): boolean {
  if (fitOf(original, values) !== 'fits') return false;
  const { low, high } = predictionInterval(values);
  return (high - low) / 2 <= WIDEST;
}

/** Whether it lies outside that 95 % prediction interval. */
export function isMissed(original: number, values: readonly number[]): boolean {
  return fitOf(original, values) === 'does not fit';
}

/** "79.27 ± 0.36 % (n = 8); one more is expected between 78.35 and 80.18". */
export function oneMore(values: readonly number[], unit: string): string {
  const text = `${formatSpread(spreadOf(values))} ${unit} (n = ${values.length})`;
  if (values.length < leastRuns) return text;
  const { low, high } = predictionInterval(values);
  return `${text}; one more is expected between ${formatNumber(low)} and ${formatNumber(high)}`;
}
