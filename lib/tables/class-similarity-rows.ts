import { predictions } from '../statistics/classification';
import { softmaxRows } from '../statistics/softmax';
import type { ClassNames, Labels, ModelResult } from './model-result';
import { type RowOf, rounded } from './row';

/** What a model says, on average, about one class when it sees another. */
export type ClassSimilarityRow = RowOf<typeof classSimilarityRows>;

/**
 * Mean of softmax(z / T) over the images of each class that the model classifies right: what its right
 * answers tell besides the right class.
 */
export function classSimilarityRows(
  { model, logits }: ModelResult,
  labels: Labels,
  { classNames, temperature }: { readonly classNames: ClassNames; readonly temperature: number },
) {
  const classes = classNames.length;
  const probs = softmaxRows(logits, classes, temperature);
  const predicted = predictions(logits, classes);
  return classNames.flatMap((trueClass, truth) => {
    const right = [...labels.keys()].filter(
      (image) => labels[image] === truth && predicted[image] === truth,
    );
    const images = right.length;
    return classNames.map((namedClass, named) => {
      const sum = right.reduce((total, image) => total + (probs[image * classes + named] ?? 0), 0);
      /** Mean probability of the named class over those images; null where there are none. */
      const prob = images === 0 ? null : rounded(sum / images);
      return { model, temperature, trueClass, namedClass, images, prob };
    });
  });
}
