import { predictions } from '../statistics/classification';
import { softmaxRows } from '../statistics/softmax';
import type { ModelResult } from './model-result';
import { rounded } from './row';

/** What a model says, on average, about one class when it sees another. */
export type ClassSimilarityRow = {
  readonly model: string;
  readonly temperature: number;
  readonly trueClass: string;
  readonly namedClass: string;
  /** Images of the true class that the model classifies right. */
  readonly images: number;
  /** Mean probability of the named class over those images; null where there are none. */
  readonly prob: number | null;
};

/** Which classes, and how soft. */
export interface SimilarityOptions {
  readonly classNames: readonly string[];
  readonly temperature: number;
}

/**
 * Mean of softmax(z / T) over the images of each class that the model classifies right: what its right
 * answers tell besides the right class.
 * @param labels [images]
 */
export function classSimilarityRows(
  { model, logits }: ModelResult,
  labels: Uint8Array,
  { classNames, temperature }: SimilarityOptions,
): ClassSimilarityRow[] {
  const classes = classNames.length;
  const probs = softmaxRows(logits, classes, temperature);
  const predicted = predictions(logits, classes);
  return classNames.flatMap((trueClass, truth) => {
    const right = [...labels.keys()].filter(
      (image) => labels[image] === truth && predicted[image] === truth,
    );
    return classNames.map((namedClass, named) => {
      const sum = right.reduce(
        (total, image) => total + (probs[image * classes + named] as number),
        0,
      );
      const prob = right.length === 0 ? null : rounded(sum / right.length);
      return { model, temperature, trueClass, namedClass, images: right.length, prob };
    });
  });
}
