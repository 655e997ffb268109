import {
  brier,
  expectedCalibrationError,
  negativeLogLikelihood,
  reliabilityBins,
} from '../statistics/calibration';
import { softmaxRows } from '../statistics/softmax';
import type { Labels, ModelResult } from './model-result';
import { type RowOf, rounded } from './row';
import { tableOf } from './table';

/** Expected calibration error of softmax(z) for logits z, [images * classes], in points, over 15 bins of equal mass. */
export function calibrationErrorPct(
  logits: ArrayLike<number>,
  labels: Labels,
  classes: number,
): number {
  const bins = reliabilityBins(softmaxRows(logits, classes), labels, classes);
  return 100 * expectedCalibrationError(bins);
}

/** How well the probabilities of each trained model are calibrated. */
export function calibrationRows(results: readonly ModelResult[], labels: Labels, classes = 10) {
  return results.map(({ model, method, logits }) => {
    const probs = softmaxRows(logits, classes);
    const bins = reliabilityBins(probs, labels, classes);
    const confidence = bins.reduce((sum, bin) => sum + bin.count * bin.confidence, 0);
    return {
      model,
      method,
      images: labels.length,
      /** Expected calibration error in points, 15 bins of equal mass. */
      ecePct: rounded(100 * expectedCalibrationError(bins)),
      brier: rounded(brier(probs, labels, classes)),
      /** In nats. */
      negativeLogLikelihood: rounded(negativeLogLikelihood(logits, labels, classes)),
      /** Mean probability of the class put first. */
      meanConfidencePct: rounded((100 * confidence) / labels.length),
    };
  });
}

/** The calibration of single models. */
export const calibrationTable = tableOf<RowOf<typeof calibrationRows>>({
  name: 'calibration',
  key: ['model'],
  caption:
    'Calibration of single models (seed 0): expected calibration error in 15 bins of equally many test images, Brier ' +
    'score and negative log-likelihood; smaller is better.',
  columns: {
    model: 'model',
    ecePct: ['calibration error (points)', 2],
    meanConfidencePct: ['mean confidence (%)', 2],
    brier: ['Brier score', 4],
    negativeLogLikelihood: ['negative log-likelihood (nats)', 4],
  },
});
