import { confusionMatrix, perClassAccuracy, predictions } from '../statistics/classification';
import { countedAccuracy } from './accuracy-table';
import type { ClassNames, Labels, ModelResult, ModelRuns } from './model-result';
import type { RowOf } from './row';
import { spreadOf } from './spread';

/** Test accuracy of a model on one class over its seeds. */
export type ClassAccuracyRow = RowOf<typeof classAccuracyRows>;

/**
 * Accuracy by model and class over all seeds.
 * @throws when a class has no image
 */
export function classAccuracyRows(
  models: readonly ModelRuns[],
  labels: Labels,
  classNames: ClassNames,
) {
  const classes = classNames.length;
  return models.flatMap(({ model, method, runs }) => {
    const all = runs.map(({ logits }) =>
      perClassAccuracy(predictions(logits, classes), labels, classes),
    );
    return classNames.map((className, at) => {
      const spread = spreadOf(all.map((own) => 100 * (own[at] ?? 0)));
      const { n, mean: meanPct, sd: sdPct, lowest: lowestPct, highest: highestPct } = spread;
      return { model, method, className, n, meanPct, sdPct, lowestPct, highestPct };
    });
  });
}

/** Accuracy of single models by class, with its 95 % Wilson interval. */
export function perClassRows(
  results: readonly ModelResult[],
  labels: Labels,
  classNames: ClassNames,
) {
  const classes = classNames.length;
  return results.flatMap(({ model, method, logits }) => {
    const matrix = confusionMatrix(predictions(logits, classes), labels, classes);
    return classNames.map((className, truth) => {
      const counts = matrix[truth] ?? [];
      const images = counts.reduce((sum, count) => sum + count, 0);
      return { model, method, className, ...countedAccuracy(counts[truth] ?? 0, images) };
    });
  });
}
