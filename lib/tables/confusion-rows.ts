import { confusionMatrix, predictions } from '../statistics/classification';
import type { ModelResult } from './model-result';
import { rounded } from './row';

/** How often one class was taken for another (or itself). */
export type ConfusionRow = {
  readonly model: string;
  readonly trueClass: string;
  readonly predictedClass: string;
  readonly count: number;
  /** Of the images of the true class. */
  readonly sharePct: number;
};

/**
 * One model's confusion matrix as rows: true class by true class, predicted class within.
 * @param labels [images]
 * @param classNames [classes]
 */
export function confusionRows(
  result: ModelResult,
  labels: Uint8Array,
  classNames: readonly string[],
): ConfusionRow[] {
  const classes = classNames.length;
  const matrix = confusionMatrix(predictions(result.logits, classes), labels, classes);
  return matrix.flatMap((row, truth) => {
    const images = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => ({
      model: result.model,
      trueClass: classNames[truth] as string,
      predictedClass: classNames[predicted] as string,
      count,
      sharePct: rounded((100 * count) / images),
    }));
  });
}
