import { perClassAccuracy, predictions } from '../statistics/classification';
import type { Method } from './method';
import type { ModelRuns } from './model-runs';
import { spreadOf } from './spread';

/** Test accuracy of a model on one class over its seeds. */
export type ClassAccuracyRow = {
  readonly model: string;
  readonly method: Method;
  readonly className: string;
  /** Runs. */
  readonly n: number;
  readonly meanPct: number | null;
  readonly sdPct: number | null;
  readonly lowestPct: number | null;
  readonly highestPct: number | null;
};

/**
 * Accuracy by model and class over all seeds.
 * @param labels [images]
 * @param classNames [classes]
 * @throws when a class has no image
 */
export function classAccuracyRows(
  models: readonly ModelRuns[],
  labels: Uint8Array,
  classNames: readonly string[],
): ClassAccuracyRow[] {
  const classes = classNames.length;
  return models.flatMap(({ model, method, runs }) => {
    const all = runs.map(({ logits }) =>
      perClassAccuracy(predictions(logits, classes), labels, classes),
    );
    return classNames.map((className, at) => {
      const { n, mean, sd, lowest, highest } = spreadOf(all.map((own) => 100 * (own[at] ?? 0)));
      return {
        model,
        method,
        className,
        n,
        meanPct: mean,
        sdPct: sd,
        lowestPct: lowest,
        highestPct: highest,
      };
    });
  });
}
