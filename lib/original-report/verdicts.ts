import { table } from '../tables/table';
import type { Facts } from './facts';
import { type Judged, statements } from './statements';

/** A statement of the original report under a short name of its own, with the current numbers. */
export type VerdictRow = Judged & { readonly about: string };

/** Every statement of the original report that is judged here, each fact once. */
export function verdictRows(facts: Facts): VerdictRow[] {
  return Object.entries(statements(facts)).map(([about, judged]) => ({ about, ...judged }));
}

/** How many statements have a verdict. */
export function countOf(rows: readonly VerdictRow[], verdict: VerdictRow['verdict']): number {
  return rows.filter((row) => row.verdict === verdict).length;
}

/** Statements with their verdicts. */
export function verdictTable(rows: readonly VerdictRow[]) {
  return table({
    name: 'verdicts',
    key: ['about'],
    caption:
      'Statements of the original report. Mean ± standard deviation over n runs or pairs; "one more" is the 95 % prediction ' +
      "interval for one more run or pair; p is Holm-corrected within a study, and CIs of means are Student's t intervals.",
    columns: { statement: 'statement', verdict: 'verdict', decidedBy: 'decided by' },
    rows,
  });
}
