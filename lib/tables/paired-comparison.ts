import { bcaInterval } from '../statistics/bootstrap';
import { holm } from '../statistics/holm';
import type { Interval } from '../statistics/interval';
import { signFlipP } from '../statistics/sign-flip';
import { studentInterval } from '../statistics/student-t';
import { type Comparison, type Family, type Study, sharedSeeds } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { rounded } from './row';
import { pairedRecords } from './seed-rows';
import { type GainSummary, gainSummary, leastPairs, spreadOf } from './spread';
import { type Table, table } from './table';

/** One seed of a comparison: same initial weights, order of batches and augmentation on both sides. */
export type PairRow = {
  readonly study: string;
  readonly arm: string;
  readonly control: string;
  readonly seed: number;
  readonly armPct: number;
  readonly controlPct: number;
  /** Arm minus control, in points of test accuracy. */
  readonly gainPts: number;
};

/** What the pairs of a comparison carry. */
export type Verdict = 'gain' | 'loss' | 'not decided' | 'too few pairs';

/** A comparison over all its complete pairs; null where there are too few for a number. */
export type PairedComparisonRow = {
  readonly study: string;
  readonly arm: string;
  readonly control: string;
  /** Of the arm. */
  readonly method: Family;
  /** Complete pairs. */
  readonly n: number;
  /** Pairs that the study asks for. */
  readonly planned: number;
  /** Pairs in which the arm stands above the control. */
  readonly above: number;
  readonly meanGainPts: number | null;
  readonly sdPts: number | null;
  /** BCa bootstrap, 95 % in name; decides nothing. */
  readonly bcaLowPts: number | null;
  readonly bcaHighPts: number | null;
  /** Student's, 95 %; decides, with the test. */
  readonly tLowPts: number | null;
  readonly tHighPts: number | null;
  readonly signFlipP: number | null;
  /** The same after Holm's correction over all comparisons of the study. */
  readonly holmP: number | null;
  readonly verdict: Verdict;
};

export { leastPairs } from './spread';

const LEVEL = 0.05;

/**
 * The complete pairs of a comparison, by seed.
 * @throws when its students learned from different weights of one teacher
 */
export function pairRows(study: Study, comparison: Comparison, records: StudyRecords): PairRow[] {
  const { arm, control } = comparison;
  return pairedRecords(comparison, records).map(([record, partner]) => {
    const armPct = rounded(100 * record.final.testAccuracy);
    const controlPct = rounded(100 * partner.final.testAccuracy);
    const gainPts = rounded(armPct - controlPct);
    const names = { study: study.name, arm: arm.label, control: control.label };
    return { ...names, seed: record.seed, armPct, controlPct, gainPts };
  });
}

/**
 * One comparison of a study with its tests, corrected over the study's whole family.
 *
 * There is a verdict only once all planned pairs are there, or their number would be chosen by the result.
 * It is 'gain' or 'loss' only where both agree: the Holm-corrected sign-flip test (below 0.05) and Student's interval
 * (which leaves out 0). The BCa interval of eight pairs covers 88.7 % of the time instead of 95, so it decides nothing.
 */
export function pairedComparison(
  study: Study,
  comparison: Comparison,
  records: StudyRecords,
): PairedComparisonRow {
  const row = pairedComparisons(study, records)[study.comparisons.indexOf(comparison)];
  if (row !== undefined) return row;
  throw new Error(`Study ${study.name} has no comparison of ${comparison.arm.label}.`);
}

/** All comparisons of a study, in the study's order. A comparison without enough pairs counts as p = 1. */
export function pairedComparisons(study: Study, records: StudyRecords): PairedComparisonRow[] {
  if (study.comparisons.length === 0) return [];
  const gains = study.comparisons.map((comparison) =>
    pairRows(study, comparison, records).map((row) => row.gainPts),
  );
  const ps = gains.map((own) => (own.length < leastPairs ? undefined : signFlipP(own)));
  const corrected = holm(ps.map((p) => p ?? 1));
  return study.comparisons.map((comparison, at) => {
    const own = gains[at] ?? [];
    const tested = ps[at] !== undefined;
    const holmP = tested ? rounded(corrected[at] ?? 1) : null;
    const bca = tested ? bcaInterval(own) : undefined;
    const student = tested ? studentInterval(own) : undefined;
    const planned = sharedSeeds(comparison).length;
    return {
      study: study.name,
      arm: comparison.arm.label,
      control: comparison.control.label,
      method: comparison.arm.family,
      n: own.length,
      planned,
      above: own.filter((gain) => gain > 0).length,
      meanGainPts: spreadOf(own).mean,
      sdPts: spreadOf(own).sd,
      bcaLowPts: bca ? rounded(bca.low) : null,
      bcaHighPts: bca ? rounded(bca.high) : null,
      tLowPts: student ? rounded(student.low) : null,
      tHighPts: student ? rounded(student.high) : null,
      signFlipP: tested ? rounded(ps[at] ?? 1) : null,
      holmP,
      verdict: own.length < planned ? 'too few pairs' : verdictOf(holmP, student),
    };
  });
}

function verdictOf(holmP: number | null, student: Interval | undefined): Verdict {
  if (holmP === null || student === undefined) return 'too few pairs';
  if (holmP >= LEVEL || (student.low <= 0 && student.high >= 0)) return 'not decided';
  return student.low > 0 ? 'gain' : 'loss';
}

/**
 * The gain over a control in those pairs that have one of these seeds.
 * @returns its p is not corrected: such a part is looked at afterwards
 */
export function gainOfSeeds(
  pairs: readonly PairRow[],
  control: string,
  seeds: readonly number[],
): GainSummary {
  const own = pairs.filter((pair) => pair.control === control && seeds.includes(pair.seed));
  return gainSummary(own.map(({ gainPts }) => gainPts));
}

/** Paired comparisons with their tests. */
export function pairedComparisonTable(
  rows: readonly PairedComparisonRow[],
): Table<PairedComparisonRow> {
  return table({
    name: 'paired-comparisons',
    key: ['study', 'arm', 'control'],
    caption:
      "Paired by seed, in points of test accuracy: mean difference, Student's 95 % interval over seeds and the exact " +
      'sign-flip test, its p after Holm over the comparisons of the study. Significant means both: p below 0.05, and an ' +
      'interval that leaves out 0.',
    columns: {
      arm: 'arm',
      control: 'against',
      n: 'pairs',
      above: 'pairs that gain',
      meanGainPts: ['difference (points)', 2],
      sdPts: ['sd', 2],
      tLowPts: ['95 % from', 2],
      tHighPts: ['to', 2],
      signFlipP: ['p', 'p'],
      holmP: ['p after Holm', 'p'],
      verdict: 'verdict',
    },
    rows,
  });
}

/** Every pair of runs; for the report's files. */
export function pairTable(rows: readonly PairRow[]): Table<PairRow> {
  return table({
    name: 'pairs',
    caption: 'Test accuracy of each pair of runs of one seed, and their difference in points.',
    columns: {
      arm: 'arm',
      control: 'against',
      seed: 'seed',
      armPct: ['arm (%)', 2],
      controlPct: ['against (%)', 2],
      gainPts: ['difference (points)', 2],
    },
    rows,
  });
}
