import { countRight, predictions } from '../statistics/classification';
import { wilsonInterval } from '../statistics/interval';
import type { RunRecord } from '../store/run-record';
import { type Method, methodLabel, methodOf } from './method';
import type { ModelResult } from './model-result';
import { originalRow } from './original-report';
import { rounded } from './row';
import { type Table, table } from './table';

/** Test accuracy of one model, in percent, with its 95 % Wilson interval over test images. */
export type AccuracyRow = {
  readonly model: string;
  readonly method: Method;
  readonly run: string;
  readonly seed: number;
  readonly images: number;
  readonly right: number;
  readonly accuracyPct: number;
  readonly lowPct: number;
  readonly highPct: number;
  /** The original report's figure; null where it has none. */
  readonly originalPct: number | null;
};

/**
 * Test accuracy by model.
 * @param labels [images]
 */
export function accuracyRows(
  results: readonly ModelResult[],
  labels: Uint8Array,
  classes = 10,
): AccuracyRow[] {
  return results.map(({ logits, ...result }) =>
    accuracyRow(result, countRight(predictions(logits, classes), labels), labels.length),
  );
}

/** Test accuracy by model, one run each. */
export function accuracyTable(rows: readonly AccuracyRow[]): Table<AccuracyRow> {
  return table({
    name: 'accuracy',
    key: ['model'],
    caption: 'Recomputed from the weights and the test images, with the 95 % Wilson interval.',
    columns: {
      model: 'model',
      images: 'test images',
      right: 'right',
      accuracyPct: ['accuracy (%)', 2],
      lowPct: ['95 % interval from', 2],
      highPct: ['to', 2],
    },
    rows,
  });
}

/** The test accuracy that a run's record holds, for runs whose weights are not kept. */
export function recordedAccuracy({ id, seed, recipe, final, images }: RunRecord): AccuracyRow {
  const method = methodOf(recipe);
  const right = Math.round(final.testAccuracy * images.test);
  return accuracyRow({ model: methodLabel[method], method, run: id, seed }, right, images.test);
}

function accuracyRow(
  result: Omit<ModelResult, 'logits'>,
  right: number,
  images: number,
): AccuracyRow {
  const { low, high } = wilsonInterval(right, images);
  return {
    model: result.model,
    method: result.method,
    run: result.run,
    seed: result.seed,
    images,
    right,
    accuracyPct: rounded((100 * right) / images),
    lowPct: rounded(100 * low),
    highPct: rounded(100 * high),
    originalPct: originalRow(result.method)?.accuracyPct ?? null,
  };
}

/** One model's seeds, a line each. */
export function teacherSeedTable(rows: readonly AccuracyRow[]): Table<AccuracyRow> {
  return table({
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
    rows,
  });
}
