import { predictions } from '../statistics/classification';
import { softmaxRows } from '../statistics/softmax';
import type { ModelResult } from './model-result';
import { rounded } from './row';

/** A test image that one model gets right and another wrong. */
export type DisagreementRow = {
  /** Number of the image in the test set, from 0. */
  readonly image: number;
  readonly trueClass: string;
  readonly rightModel: string;
  /** What the first model gives the true class. */
  readonly rightConfidencePct: number;
  readonly wrongModel: string;
  readonly wrongClass: string;
  /** What the second model gives its wrong class. */
  readonly wrongConfidencePct: number;
};

/** Which images, and how they are named. */
export interface DisagreementOptions {
  readonly classNames: readonly string[];
  /** How many rows at most. */
  readonly count: number;
}

/**
 * The images that `right` classifies right and `wrong` does not, those first where `wrong` is surest.
 * @param labels [images]
 */
export function disagreementRows(
  right: ModelResult,
  wrong: ModelResult,
  labels: Uint8Array,
  { classNames, count }: DisagreementOptions,
): DisagreementRow[] {
  const classes = classNames.length;
  const rightProbs = softmaxRows(right.logits, classes);
  const wrongProbs = softmaxRows(wrong.logits, classes);
  const rightPredicted = predictions(right.logits, classes);
  const wrongPredicted = predictions(wrong.logits, classes);
  const pct = (probs: Float64Array, image: number, column: number) =>
    rounded(100 * (probs[image * classes + column] as number));
  return [...labels.keys()]
    .filter((image) => rightPredicted[image] === labels[image])
    .filter((image) => wrongPredicted[image] !== labels[image])
    .map((image) => ({
      image,
      trueClass: classNames[labels[image] as number] as string,
      rightModel: right.model,
      rightConfidencePct: pct(rightProbs, image, labels[image] as number),
      wrongModel: wrong.model,
      wrongClass: classNames[wrongPredicted[image] as number] as string,
      wrongConfidencePct: pct(wrongProbs, image, wrongPredicted[image] as number),
    }))
    .sort((a, b) => b.wrongConfidencePct - a.wrongConfidencePct || a.image - b.image)
    .slice(0, count);
}
