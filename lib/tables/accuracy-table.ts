import { countRight, predictions } from '../statistics/classification';
import { wilsonInterval } from '../statistics/interval';
import type { Study } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { methodOf } from './method';
import type { Labels, ModelResult } from './model-result';
import { originalRow } from './original-report';
import { type RowOf, rounded } from './row';
import { armRecords } from './seed-rows';
import { tableOf } from './table';

/** Test accuracy by model, in percent, with its 95 % Wilson interval over test images. */
export function accuracyRows(results: readonly ModelResult[], labels: Labels, classes = 10) {
  return results.map(({ logits, ...result }) =>
    accuracyRow(result, countRight(predictions(logits, classes), labels), labels.length),
  );
}

/**
 * The test accuracies in the records of a study's finished runs, for runs whose weights are not kept: one row a run, arm
 * by arm, under the arms' labels. A variant of a student stands beside the original report's figure of that student.
 */
export function studyAccuracies(study: Study, records: StudyRecords) {
  return study.arms.flatMap((arm) =>
    armRecords(arm, records).map(({ id: run, seed, recipe, final, images }) => {
      const result = { model: arm.label, method: methodOf(recipe), run, seed };
      const right = Math.round(final.testAccuracy * images.test);
      return { ...accuracyRow(result, right, images.test), method: arm.family };
    }),
  );
}

function accuracyRow(result: Omit<ModelResult, 'logits'>, right: number, images: number) {
  /** The original report's figure; null where it has none. */
  const originalPct = originalRow(result.method)?.accuracyPct ?? null;
  return { ...result, ...countedAccuracy(right, images), originalPct };
}

/** The share of right answers with its 95 % Wilson interval. */
export function countedAccuracy(right: number, images: number) {
  const { low, high } = wilsonInterval(right, images);
  return {
    images,
    right,
    accuracyPct: rounded((100 * right) / images),
    lowPct: rounded(100 * low),
    highPct: rounded(100 * high),
  };
}

type AccuracyRow = RowOf<typeof accuracyRows>;

/** One model's seeds, a line each. */
export const teacherSeedTable = tableOf<AccuracyRow>({
  name: 'teacher-seeds',
  key: ['seed'],
  caption:
    "The teachers, one line a seed, counted from each run's test logits. The original presumably trained on " +
    '50,000 images, these runs on 45,000.',
  columns: {
    seed: 'seed',
    images: 'test images',
    right: 'right',
    accuracyPct: ['test accuracy (%)', 2],
    originalPct: ['original report (%)', 2],
  },
});
