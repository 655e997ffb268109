import { predictionInterval } from '../statistics/student-t';
import { type Arm, type Study, sharedSeeds } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { originalReport } from './original-report';
import { leastPairs, pairRows } from './paired-comparison';
import { rounded } from './row';
import { armRecords } from './seed-rows';
import { type Fit, fitOf, leastRuns, spreadOf } from './spread';
import { type Table, table } from './table';

/** Whether something that may have gone wrong there brings about the original report's number here. */
export type ExplanationRow = {
  readonly suspect: string;
  readonly quantity: string;
  /** The original report's, from one run or one pair. */
  readonly original: number;
  readonly n: number;
  readonly planned: number;
  readonly mean: number | null;
  readonly sd: number | null;
  /** The share of the original's distance from the sound recipe that the mean covers, in percent. */
  readonly explainedPct: number | null;
  /** Where one further run or pair is expected: the 95 % prediction interval; null where it decides nothing. */
  readonly expectedLow: number | null;
  readonly expectedHigh: number | null;
  readonly fit: Fit;
};

/** How far the original's distilled student stood above its plain one, in points: it stood below. */
export const originalGainPts = rounded(
  originalReport.distilled.accuracyPct - originalReport.alone.accuracyPct,
);

/** What stands in the place of a suspect where nothing is wrong. */
const noSuspect = 'none: the recipe as it is';

/**
 * Of each arm of a study that is compared with the student alone: does the original's one pair look like
 * one of its pairs? The share is counted from no difference.
 */
export function gainExplanations(study: Study, records: StudyRecords): ExplanationRow[] {
  return study.comparisons
    .filter(({ control }) => control.family === 'alone')
    .map((comparison) => {
      const gains = pairRows(study, comparison, records).map((row) => row.gainPts);
      const { arm } = comparison;
      const { n, mean, sd } = spreadOf(gains);
      return {
        suspect: arm.family === 'distilled' ? noSuspect : arm.label,
        quantity: 'distilled minus alone (points)',
        original: originalGainPts,
        n,
        planned: sharedSeeds(comparison).length,
        mean,
        sd,
        explainedPct: mean === null ? null : rounded((100 * mean) / originalGainPts),
        ...expected(gains, leastPairs),
        fit: fitOf(originalGainPts, gains, leastPairs),
      };
    });
}

/** Distillations, each with a mistake, beside the original's one pair. */
export function gainExplanationTable(rows: readonly ExplanationRow[]): Table<ExplanationRow> {
  return table({
    name: 'gain-explanations',
    key: ['suspect'],
    caption:
      'Distilled minus alone in points of test accuracy, and where one more pair is expected (95 % prediction interval). A ' +
      "mistake fits when the original's difference lies in that interval.",
    columns: {
      suspect: 'mistake',
      n: 'pairs',
      mean: ['gain (points)', 2],
      sd: ['standard deviation', 2],
      expectedLow: ['one more pair from', 2],
      expectedHigh: ['to', 2],
      original: ['original report', 2],
      fit: 'fit',
    },
    rows,
  });
}

/**
 * Of each plain student: does the original's look like one of its runs? The share is counted from the
 * mean of the first.
 * @param arms the student alone first
 */
export function gapExplanations(arms: readonly Arm[], records: StudyRecords): ExplanationRow[] {
  const original = originalReport.alone.accuracyPct;
  const pcts = arms.map((arm) =>
    armRecords(arm, records).map(({ final }) => rounded(100 * final.testAccuracy)),
  );
  const sound = spreadOf(pcts[0] ?? []).mean;
  return arms.map((arm, at) => {
    const { n, mean, sd } = spreadOf(pcts[at] ?? []);
    const explained = mean === null || sound === null ? null : (mean - sound) / (original - sound);
    return {
      suspect: at === 0 ? noSuspect : arm.label,
      quantity: 'student alone: test accuracy (%)',
      original,
      n,
      planned: arm.seeds.length,
      mean,
      sd,
      explainedPct: explained === null ? null : rounded(100 * explained),
      ...expected(pcts[at] ?? []),
      fit: fitOf(original, pcts[at] ?? []),
    };
  });
}

/** Plain students, each with one thing changed, beside the original's plain student. */
export function gapExplanationTable(rows: readonly ExplanationRow[]): Table<ExplanationRow> {
  return table({
    name: 'gap-explanations',
    key: ['suspect'],
    caption:
      'Test accuracy of the student alone with one thing changed, mean and standard deviation over seeds, and where one more ' +
      "run is expected (95 % prediction interval). A change fits when the original's accuracy lies in that interval.",
    columns: {
      suspect: 'what was changed',
      n: 'runs',
      mean: ['test accuracy (%)', 2],
      sd: ['sd', 2],
      expectedLow: ['one more run from', 2],
      expectedHigh: ['to', 2],
      original: ['original report (%)', 2],
      fit: 'fit',
    },
    rows,
  });
}

function expected(values: readonly number[], least = leastRuns) {
  if (values.length < least) return { expectedLow: null, expectedHigh: null };
  const { low, high } = predictionInterval(values);
  return { expectedLow: rounded(low), expectedHigh: rounded(high) };
}
