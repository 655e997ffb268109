import { confusionMatrix, predictions } from '../statistics/classification';
import { mean } from '../statistics/summary';
import type { ClassNames, Labels, Logits, ModelResult } from './model-result';
import { type RowOf, rounded } from './row';

/** How often one class was taken for another (or itself). */
export type ConfusionRow = RowOf<typeof confusionRows>;

/** One model's confusion matrix as rows: true class by true class, predicted class within. */
export function confusionRows(
  { model, logits }: ModelResult,
  labels: Labels,
  classNames: ClassNames,
) {
  const classes = classNames.length;
  const matrix = confusionMatrix(predictions(logits, classes), labels, classes);
  return classNames.flatMap((trueClass, truth) => {
    const counts = matrix[truth] ?? [];
    const images = counts.reduce((sum, count) => sum + count, 0);
    return classNames.map((predictedClass, predicted) => {
      const count = counts[predicted] ?? 0;
      /** Of the images of the true class. */
      const sharePct = rounded((100 * count) / images);
      return { model, trueClass, predictedClass, count, sharePct };
    });
  });
}

/** How often two models take one class for another, each the mean over its runs. */
export type ConfusionDifferenceRow = RowOf<typeof confusionDifferences>;

/**
 * Mean confusions of one model's runs minus those of another's.
 * @param own logits of each run
 * @param control the same of the model it is compared with
 */
export function confusionDifferences(
  own: readonly Logits[],
  control: readonly Logits[],
  { labels, classNames }: { readonly labels: Labels; readonly classNames: ClassNames },
) {
  const classes = classNames.length;
  const [mine, theirs] = [own, control].map((runs) =>
    runs.map((logits) => confusionMatrix(predictions(logits, classes), labels, classes)),
  );
  return classNames.flatMap((trueClass, truth) =>
    classNames.map((predictedClass, predicted) => {
      const meanOf = (matrices: readonly number[][][] = []) =>
        rounded(mean(matrices.map((matrix) => matrix[truth]?.[predicted] ?? 0)));
      const [count, controlCount] = [meanOf(mine), meanOf(theirs)];
      const difference = rounded(count - controlCount);
      return { trueClass, predictedClass, count, controlCount, difference };
    }),
  );
}
