import { confusionMatrix, predictions } from '../statistics/classification';
import { mean } from '../statistics/summary';
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

/** How often two models take one class for another, each the mean over its runs. */
export type ConfusionDifferenceRow = {
  readonly trueClass: string;
  readonly predictedClass: string;
  /** Test images of the true class, mean over the runs of the model. */
  readonly count: number;
  /** The same of the model it is compared with. */
  readonly controlCount: number;
  /** count − controlCount */
  readonly difference: number;
};

/**
 * Mean confusions of one model's runs minus those of another's.
 * @param own logits of each run, [images * classes]
 * @param control the same of the other model
 */
export function confusionDifferences(
  own: readonly Float32Array[],
  control: readonly Float32Array[],
  { labels, classNames }: { readonly labels: Uint8Array; readonly classNames: readonly string[] },
): ConfusionDifferenceRow[] {
  const [mine, theirs] = [own, control].map((runs) => meanConfusions(runs, labels, classNames));
  return classNames.flatMap((trueClass, truth) =>
    classNames.map((predictedClass, predicted) => {
      const count = mine?.[truth]?.[predicted] ?? 0;
      const controlCount = theirs?.[truth]?.[predicted] ?? 0;
      const difference = rounded(count - controlCount);
      return { trueClass, predictedClass, count, controlCount, difference };
    }),
  );
}

/** Rows are true classes, columns predicted ones. */
function meanConfusions(
  runs: readonly Float32Array[],
  labels: Uint8Array,
  { length: classes }: readonly string[],
): number[][] {
  const matrices = runs.map((logits) =>
    confusionMatrix(predictions(logits, classes), labels, classes),
  );
  return Array.from({ length: classes }, (_, truth) =>
    Array.from({ length: classes }, (_, predicted) =>
      rounded(mean(matrices.map((matrix) => matrix[truth]?.[predicted] ?? 0))),
    ),
  );
}
