import { type Arm, type Study, sharedSeeds } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { originalReport } from './original-report';
import { pairRows } from './paired-comparison';
import { rounded } from './row';
import { armRecords, testPct } from './seed-rows';
import { expectedInterval, fitOf, leastPairs, leastRuns, spreadOf } from './spread';
import { tableOf } from './table';

/** How far the original's distilled student stood above its plain one, in points: it stood below. */
export const originalGainPts = rounded(
  originalReport.distilled.accuracyPct - originalReport.alone.accuracyPct,
);

/** What stands in the place of a suspect where nothing is wrong. */
const noSuspect = 'none: the recipe as it is';

/**
 * Whether a suspect, something that may have gone wrong there, brings about the original report's number here.
 * @param compared the suspect, and that number from one run or one pair
 * @param planned how many runs or pairs the study asks for
 * @param sound the number of the sound recipe; null before its first run
 * @param least how many values it takes to say
 */
function explanation(
  compared: { readonly suspect: string; readonly quantity: string; readonly original: number },
  values: readonly number[],
  options: { readonly planned: number; readonly sound: number | null; readonly least: number },
) {
  const { planned, sound, least } = options;
  const { original } = compared;
  const { n, mean, sd } = spreadOf(values);
  const { low: expectedLow, high: expectedHigh } = expectedInterval(values, least);
  const known = mean !== null && sound !== null;
  return {
    ...compared,
    n,
    planned,
    mean,
    sd,
    /** The share of the original's distance from the sound recipe that the mean covers, in percent. */
    explainedPct: known ? rounded((100 * (mean - sound)) / (original - sound)) : null,
    /** Where one further run or pair is expected; null where it decides nothing. */
    expectedLow,
    expectedHigh,
    fit: fitOf(original, values, least),
  };
}

/**
 * Of each arm of a study that is compared with the student alone: does the original's one pair look like
 * one of its pairs? The share is counted from no difference.
 */
export function gainExplanations(study: Study, records: StudyRecords) {
  const againstAlone = study.comparisons.filter(({ control }) => control.family === 'alone');
  return againstAlone.map((comparison) => {
    const { family, label } = comparison.arm;
    const suspect = family === 'distilled' ? noSuspect : label;
    const gains = pairRows(study, comparison, records).map((row) => row.gainPts);
    return explanation(
      { suspect, quantity: 'distilled minus alone (points)', original: originalGainPts },
      gains,
      { planned: sharedSeeds(comparison).length, sound: 0, least: leastPairs },
    );
  });
}

/**
 * Of each plain student: does the original's look like one of its runs? The share is counted from the
 * mean of the first.
 * @param arms the student alone first
 */
export function gapExplanations(arms: readonly Arm[], records: StudyRecords) {
  const pcts = arms.map((arm) => armRecords(arm, records).map(testPct));
  const sound = spreadOf(pcts[0] ?? []).mean;
  const quantity = 'student alone: test accuracy (%)';
  const original = originalReport.alone.accuracyPct;
  return arms.map(({ label, seeds }, at) => {
    const suspect = at === 0 ? noSuspect : label;
    const options = { planned: seeds.length, sound, least: leastRuns };
    return explanation({ suspect, quantity, original }, pcts[at] ?? [], options);
  });
}

type ExplanationRow = ReturnType<typeof explanation>;

/** Distillations, each with a mistake, beside the original's one pair. */
export const gainExplanationTable = tableOf<ExplanationRow>({
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
});

/** Plain students, each with one thing changed, beside the original's plain student. */
export const gapExplanationTable = tableOf<ExplanationRow>({
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
});
