import type { AccuracyRow } from '../../tables/accuracy-table';
import type { Method } from '../../tables/method';
import { formatSpread, spreadOf } from '../../tables/spread';

/** The accuracies of a method's runs, in percent. */
export function pctsOf(rows: readonly AccuracyRow[], method: Method): number[] {
  return rows.filter((row) => row.method === method).map((row) => row.accuracyPct);
}

/** "79.48 ± 0.41 % (n = 3 runs)", mean and standard deviation; of one run its accuracy. */
export function runsInWords(pcts: readonly number[]): string {
  const n = pcts.length;
  if (n === 0) return 'no run yet';
  return `${formatSpread(spreadOf(pcts))} % (n = ${n} ${n === 1 ? 'run' : 'runs'})`;
}
