import { efficiencyVerdicts } from './efficiency-verdicts';
import { erratumVerdicts } from './erratum-verdicts';
import { findingVerdicts } from './finding-verdicts';
import {
  hypothesisVerdicts,
  limitationVerdicts,
  recommendationVerdicts,
} from './hypothesis-verdicts';
import type { Outcome, VerdictRow } from './verdict-row';
import type { VerdictSources } from './verdict-sources';

/**
 * Every statement of the original report that these runs, networks and times can be asked about, and every
 * erratum, with what became of it. Missing runs leave it open; nothing is decided by hand.
 */
export function verdictRows(sources: VerdictSources): VerdictRow[] {
  return [
    ...findingVerdicts(sources),
    ...efficiencyVerdicts(sources),
    ...hypothesisVerdicts(sources),
    ...limitationVerdicts(sources),
    ...recommendationVerdicts(sources),
    ...erratumVerdicts(sources),
  ];
}

/** The verdicts on some kinds of statements, in the order in which they stand. */
export function verdictsOn(
  rows: readonly VerdictRow[],
  kinds: readonly VerdictRow['kind'][],
): VerdictRow[] {
  return rows.filter(({ kind }) => kinds.includes(kind));
}

/** How many statements have each verdict. */
export function verdictCounts(rows: readonly VerdictRow[]): Readonly<Record<Outcome, number>> {
  const count = (verdict: Outcome) => rows.filter((row) => row.verdict === verdict).length;
  return {
    confirmed: count('confirmed'),
    refuted: count('refuted'),
    'not decidable': count('not decidable'),
    'not decidable yet': count('not decidable yet'),
  };
}
