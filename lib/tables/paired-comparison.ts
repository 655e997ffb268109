import { bcaInterval } from '../statistics/bootstrap';
import { holm } from '../statistics/holm';
import type { Interval } from '../statistics/interval';
import { signFlipP } from '../statistics/sign-flip';
import { studentInterval } from '../statistics/student-t';
import { type Comparison, type Study, sharedSeeds } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { type RowOf, rounded, roundedOrNull } from './row';
import { pairedRecords, testPct } from './seed-rows';
import { gainSummary, leastPairs } from './spread';
import { tableOf } from './table';

/** One seed of a comparison: same initial weights, order of batches and augmentation on both sides. */
export type PairRow = RowOf<typeof pairRows>;

/**
 * The complete pairs of a comparison, by seed.
 * @throws when its students learned from different weights of one teacher
 */
export function pairRows(study: Study, comparison: Comparison, records: StudyRecords) {
  const { arm, control } = comparison;
  const names = { study: study.name, arm: arm.label, control: control.label };
  return pairedRecords(comparison, records).map(([record, partner]) => {
    const [armPct, controlPct] = [testPct(record), testPct(partner)];
    /** Arm minus control, in points of test accuracy. */
    const gainPts = rounded(armPct - controlPct);
    return { ...names, seed: record.seed, armPct, controlPct, gainPts };
  });
}

/** What the pairs of a comparison carry. */
type Verdict = 'gain' | 'loss' | 'not significant' | 'too few pairs';

const LEVEL = 0.05;

/** A comparison over all its complete pairs; null where there are too few for a number. */
export type PairedComparisonRow = RowOf<typeof pairedComparisons>;

/**
 * All comparisons of a study with their tests, in the study's order, corrected over this whole family: one without enough
 * pairs counts as p = 1.
 *
 * There is a verdict only once all planned pairs are there, or their number would be chosen by the result.
 * It is 'gain' or 'loss' only where both agree: the Holm-corrected sign-flip test (below 0.05) and Student's interval
 * (which excludes 0). The BCa interval of eight pairs covers 88.7 % of the time instead of 95, so it decides nothing.
 */
export function pairedComparisons(study: Study, records: StudyRecords) {
  if (study.comparisons.length === 0) return [];
  const gains = study.comparisons.map((comparison) =>
    pairRows(study, comparison, records).map(({ gainPts }) => gainPts),
  );
  const corrected = holm(gains.map((own) => (own.length < leastPairs ? 1 : signFlipP(own))));
  return study.comparisons.map((comparison, at) => ({
    study: study.name,
    arm: comparison.arm.label,
    control: comparison.control.label,
    /** Of the arm. */
    method: comparison.arm.family,
    ...judged(gains[at] ?? [], sharedSeeds(comparison).length, corrected[at] ?? 1),
  }));
}

/**
 * @param planned pairs that the study asks for
 * @param corrected the sign-flip test's p after Holm's correction over all comparisons of the study
 */
function judged(gains: readonly number[], planned: number, corrected: number) {
  const { n, above, meanPts, sdPts, signFlipP } = gainSummary(gains);
  const tested = n >= leastPairs;
  const bca = tested ? bcaInterval(gains) : undefined;
  const student = tested ? studentInterval(gains) : undefined;
  const holmP = tested ? rounded(corrected) : null;
  return {
    /** Complete pairs. */
    n,
    planned,
    /** Pairs in which the arm stands above the control. */
    above,
    meanGainPts: meanPts,
    sdPts,
    /** BCa bootstrap, 95 % in name; decides nothing. */
    bcaLowPts: roundedOrNull(bca?.low),
    bcaHighPts: roundedOrNull(bca?.high),
    /** Student's, 95 %; decides, with the test. */
    tLowPts: roundedOrNull(student?.low),
    tHighPts: roundedOrNull(student?.high),
    signFlipP,
    holmP,
    verdict: n < planned ? 'too few pairs' : verdictOf(holmP, student),
  };
}

function verdictOf(holmP: number | null, student: Interval | undefined): Verdict {
  if (holmP === null || student === undefined) return 'too few pairs';
  if (holmP >= LEVEL || (student.low <= 0 && student.high >= 0)) return 'not significant';
  return student.low > 0 ? 'gain' : 'loss';
}

/**
 * The gain over a control in those pairs that have one of these seeds.
 * @returns its p is not corrected: such a part is looked at afterwards
 */
export function gainOfSeeds(pairs: readonly PairRow[], control: string, seeds: readonly number[]) {
  const own = pairs.filter((pair) => pair.control === control && seeds.includes(pair.seed));
  return gainSummary(own.map(({ gainPts }) => gainPts));
}

/** Paired comparisons with their tests. */
export const pairedComparisonTable = tableOf<PairedComparisonRow>({
  name: 'paired-comparisons',
  key: ['study', 'arm', 'control'],
  caption:
    "Paired by seed, in points of test accuracy: mean difference, Student's 95 % interval over seeds and the exact " +
    'sign-flip test, its p after Holm over the comparisons of the study. Significant means both: p below 0.05, and an ' +
    'interval that excludes 0.',
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
});
