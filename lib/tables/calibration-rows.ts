import {
  brier,
  expectedCalibrationError,
  negativeLogLikelihood,
  reliabilityBins,
} from '../statistics/calibration';
import { softmaxRows } from '../statistics/softmax';
import type { Labels, ModelResult } from './model-result';
import { rounded } from './row';

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
