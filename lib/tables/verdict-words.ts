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
  /** What they have in common that another would not, in words. */
  readonly note?: string;
}

/** "79.34 ± 0.30 %, n = 8 runs; one more is expected between 78.60 and 80.08". */
export function measuredInWords({ values, unit, of, least = leastRuns, note }: Measured): string {
  const { n } = spreadOf(values);
  if (n === 0) return `no ${of} yet`;
  const count = `n = ${n === 1 ? `1 ${of}` : `${n} ${of}s`}${note === undefined ? '' : ` (${note})`}`;
  const text = `${formatSpread(spreadOf(values))} ${unit}, ${count}`;
  if (n < least) return text;
  const { low, high } = predictionInterval(values);
  return `${text}; one more is expected between ${formatNumber(low)} and ${formatNumber(high)}`;
}

/** Within so wide an interval, in points to either side, all but anything would be found again. */
const WIDEST = 2;

/** Whether the report's number is one of these; not decidable where it fits only because they say so little. */
export function isOneOf(said: number, { values, least }: Measured): Outcome {
  const outcome = foundAgain(fitOf(said, values, least));
  if (outcome !== 'confirmed') return outcome;
  const { low, high } = predictionInterval(values);
  return (high - low) / 2 > WIDEST ? 'not decidable' : outcome;
}

/** Test accuracies, one a run. */
export function accuracies(values: readonly number[]): Measured {
  return { values, unit: '%', of: 'run' };
}
