import { predictionInterval } from '../statistics/student-t';
import { formatNumber } from './format';
import { fitOf, formatSpread, leastRuns, spreadOf } from './spread';
import { foundAgain, type Outcome } from './verdict-row';

/** Values of one quantity, one a run or pair, and how to speak of them. */
export interface Measured {
  readonly values: readonly number[];
  /** `%`, `points`. */
  readonly unit: string;
  /** What one value comes from. */
  readonly of: 'run' | 'pair';
  /** How many it takes to say anything; three unless told. */
  readonly least?: number;
}

/** "79.34 ± 0.30 %, n = 8 runs; one more is expected between 78.60 and 80.08". */
export function measuredInWords({ values, unit, of, least = leastRuns }: Measured): string {
  const { n } = spreadOf(values);
  if (n === 0) return `no ${of} yet`;
  const text = `${formatSpread(spreadOf(values))} ${unit}, n = ${n === 1 ? `1 ${of}` : `${n} ${of}s`}`;
  if (n < least) return text;
  const { low, high } = predictionInterval(values);
  return `${text}; one more is expected between ${formatNumber(low)} and ${formatNumber(high)}`;
}

/** Whether the report's number is one of these. */
export function isOneOf(said: number, { values, least }: Measured): Outcome {
  return foundAgain(fitOf(said, values, least));
}

/** Test accuracies, one a run. */
export function accuracies(values: readonly number[]): Measured {
  return { values, unit: '%', of: 'run' };
}
