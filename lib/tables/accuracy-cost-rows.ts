import { viewCount } from '../data/augmentation';
import type { Recipe } from '../recipes/recipe';
import { quantile } from '../statistics/quantile';
import { mean } from '../statistics/summary';
import { type RunRecord, validationAccuracy } from '../store/run-record';
import type { Arm, Family } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { type RowOf, rounded } from './row';
import { epochSeconds, FORWARD_SHARE } from './run-cost';
import { armRecords } from './seed-rows';
import { tableOf } from './table';

/**
 * Accuracy and cost of the arms that have runs, short recipes first. An epoch takes as long as the median epoch of
 * the median run of its method and arithmetic, whatever the run's length.
 * @param teacher of the distilled arms
 */
export function accuracyCostRows(arms: readonly Arm[], records: StudyRecords, teacher: RunRecord) {
  const trained = arms
    .map((arm) => ({ ...arm, runs: armRecords(arm, records) }))
    .filter(({ runs }) => runs.length > 0);
  const rows = trained.map(({ recipe, family, runs }) => {
    const alike = trained
      .filter((other) => other.family === family && other.recipe.math === recipe.math)
      .flatMap((other) => other.runs);
    const minutes = (recipe.epochs * quantile(alike.map(epochSeconds), 0.5)) / 60;
    return {
      recipe: recipe.name,
      method: family,
      epochs: recipe.epochs,
      /** Finished runs. */
      n: runs.length,
      validationPct: rounded(100 * mean(runs.map(validationAccuracy))),
      testPct: rounded(100 * mean(runs.map(({ final }) => final.testAccuracy))),
      /** The student's own training, on one core. */
      minutes: rounded(minutes),
      /** With the training of its teacher and the teacher's logits; null without a teacher. */
      minutesWithTeacher:
        recipe.teacher === undefined ? null : rounded(minutes + teachingMinutes(teacher, recipe)),
    };
  });
  return rows.sort((a, b) => a.epochs - b.epochs);
}

/**
 * What a teacher costs before its student's training: its own training, and an answer, once, to every view that the
 * student meets. n epochs meet v·(1 − (1 − 1/v)ⁿ) of an image's v views; an answer costs a forward pass.
 */
function teachingMinutes(teacher: RunRecord, { augmentation, epochs }: Recipe): number {
  const views = augmentation === undefined ? 1 : viewCount(augmentation);
  const met = views * (1 - (1 - 1 / views) ** epochs);
  const seconds = epochSeconds(teacher);
  return (seconds * (teacher.recipe.epochs + FORWARD_SHARE * met)) / 60;
}

/**
 * For each accuracy the cheapest recipe of either method that reaches it on the validation images, on which no claim
 * rests; null where none does.
 */
export function accuracyGoalRows(
  rows: ReturnType<typeof accuracyCostRows>,
  goalsPct: readonly number[],
) {
  return goalsPct.map((goalPct) => {
    const cheapest = (method: Family) =>
      rows
        .filter((row) => row.method === method && row.validationPct >= goalPct)
        .sort((a, b) => a.minutes - b.minutes)[0];
    const [alone, distilled] = [cheapest('alone'), cheapest('distilled')];
    return {
      goalPct,
      aloneEpochs: alone?.epochs ?? null,
      aloneMinutes: alone?.minutes ?? null,
      distilledEpochs: distilled?.epochs ?? null,
      distilledMinutes: distilled?.minutes ?? null,
      distilledMinutesWithTeacher: distilled?.minutesWithTeacher ?? null,
    };
  });
}

/** Accuracy and cost by length of training. */
export const accuracyCostTable = tableOf<RowOf<typeof accuracyCostRows>>({
  name: 'accuracy-cost',
  key: ['recipe'],
  caption:
    'Accuracy after the last epoch, mean over the runs, and minutes on one core: for the student, and including its ' +
    "teacher's training and logits, where a forward pass of the teacher counts as a third of its training step.",
  columns: {
    recipe: 'recipe',
    epochs: 'epochs',
    n: 'runs',
    validationPct: ['validation accuracy (%)', 2],
    testPct: ['test accuracy (%)', 2],
    minutes: ['minutes', 1],
    minutesWithTeacher: ['with the teacher', 0],
  },
});

/** The cheapest way to an accuracy, alone and distilled. */
export const accuracyGoalTable = tableOf<RowOf<typeof accuracyGoalRows>>({
  name: 'accuracy-goals',
  key: ['goalPct'],
  caption:
    'The cheapest of these recipes whose mean validation accuracy reaches a goal, in minutes on one core.',
  columns: {
    goalPct: ['validation accuracy (%)', 0],
    aloneEpochs: 'alone: epochs',
    aloneMinutes: ['minutes', 1],
    distilledEpochs: 'distilled: epochs',
    distilledMinutes: ['minutes', 1],
    distilledMinutesWithTeacher: ['with the teacher', 0],
  },
});
