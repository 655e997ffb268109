import { type Table, table } from '../tables/table';
import type { Facts } from './facts';
import { statements } from './statements';

/** What became of a statement here. */
export type Outcome = 'confirmed' | 'not reproduced under our assumptions' | 'not decidable';

/** A statement of the original report and what is known of it. */
export interface Statement {
  /** A short name of its own. */
  readonly about: string;
  /** In the report's words where they stand in quotation marks. */
  readonly statement: string;
  readonly verdict: Outcome;
  /** The numbers that decide, with n, or why none can. */
  readonly decidedBy: (facts: Facts) => string;
  /** Whether the numbers still give this verdict. */
  readonly follows: (facts: Facts) => boolean;
}

/** A verdict with the numbers of the day. */
export type VerdictRow = {
  readonly about: string;
  readonly statement: string;
  readonly verdict: Outcome;
  readonly decidedBy: string;
  /** Whether the numbers give this verdict; where not, somebody has to write it anew. */
  readonly holds: boolean;
};

/** Every statement of the original report that is judged here, each fact once. */
export function verdictRows(facts: Facts): VerdictRow[] {
  return statements.map(({ about, statement, verdict, decidedBy, follows }) => ({
    about,
    statement,
    verdict,
    decidedBy: decidedBy(facts),
    holds: follows(facts),
  }));
}

/** How many statements have a verdict. */
export function countOf(rows: readonly VerdictRow[], verdict: Outcome): number {
  return rows.filter((row) => row.verdict === verdict).length;
}

/** Statements with their verdicts. */
export function verdictTable(rows: readonly VerdictRow[]): Table<VerdictRow> {
  return table({
    name: 'verdicts',
    key: ['about'],
    caption:
      'Statements of the original report. Mean ± standard deviation over n runs or pairs; "one more" is the 95 % prediction ' +
      "interval of one more run or pair; p after Holm within the comparisons of a study, intervals of means Student's.",
    columns: { statement: 'statement', verdict: 'verdict', decidedBy: 'decided by' },
    rows,
  });
}
