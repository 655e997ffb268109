import { confusionMatrix, predictions } from '../statistics/classification';
import { wilsonInterval } from '../statistics/interval';
import type { Method } from './method';
import type { ModelResult } from './model-result';
import { rounded } from './row';
import { type Table, table } from './table';

/** Test accuracy of one model on one class, with its 95 % Wilson interval. */
export type PerClassRow = {
  readonly model: string;
  readonly method: Method;
  readonly className: string;
  readonly images: number;
  readonly right: number;
  readonly accuracyPct: number;
  readonly lowPct: number;
  readonly highPct: number;
};

/**
 * Accuracy by model and class.
 * @param labels [images]
 * @param classNames [classes]
 */
export function perClassRows(
  results: readonly ModelResult[],
  labels: Uint8Array,
  classNames: readonly string[],
): PerClassRow[] {
  const classes = classNames.length;
  return results.flatMap(({ model, method, logits }) =>
    confusionMatrix(predictions(logits, classes), labels, classes).map((row, truth) => {
      const images = row.reduce((sum, count) => sum + count, 0);
      const right = row[truth] as number;
      const { low, high } = wilsonInterval(right, images);
      return {
        model,
        method,
        className: classNames[truth] as string,
        images,
        right,
        accuracyPct: rounded((100 * right) / images),
        lowPct: rounded(100 * low),
        highPct: rounded(100 * high),
      };
    }),
  );
}

/** Accuracy by class of single models. */
export function perClassTable(rows: readonly PerClassRow[]): Table<PerClassRow> {
  return table({
    name: 'per-class',
    key: ['model', 'className'],
    caption: 'Test accuracy by class of single models (seed 0), with 95 % Wilson intervals.',
    columns: {
      model: 'model',
      className: 'class',
      accuracyPct: ['accuracy (%)', 2],
      lowPct: ['95 % from', 2],
      highPct: ['to', 2],
    },
    rows,
  });
}
