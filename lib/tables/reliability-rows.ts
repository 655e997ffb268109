import {
  brier,
  expectedCalibrationError,
  negativeLogLikelihood,
  reliabilityBins,
} from '../statistics/calibration';
import { wilsonInterval } from '../statistics/interval';
import { softmaxRows } from '../statistics/softmax';
import type { Method } from './method';
import type { ModelResult } from './model-result';
import { rounded } from './row';

/** One of 15 bins of equally many test images, by rising confidence. */
export type ReliabilityRow = {
  readonly model: string;
  readonly method: Method;
  readonly bin: number;
  readonly lowerPct: number;
  readonly upperPct: number;
  readonly images: number;
  /** Mean probability of the class put first. */
  readonly confidencePct: number;
  readonly accuracyPct: number;
  /** Wilson interval, 95 %, of the accuracy. */
  readonly lowPct: number;
  readonly highPct: number;
};

/** How well a model's probabilities tell the truth. */
export type CalibrationRow = {
  readonly model: string;
  readonly method: Method;
  readonly images: number;
  /** Expected calibration error in points, 15 bins of equal mass. */
  readonly ecePct: number;
  readonly brier: number;
  /** In nats. */
  readonly negativeLogLikelihood: number;
  /** Mean probability of the class put first. */
  readonly meanConfidencePct: number;
};

/**
 * The bins of each model's reliability diagram.
 * @param labels [images]
 */
export function reliabilityRows(
  results: readonly ModelResult[],
  labels: Uint8Array,
  classes = 10,
): ReliabilityRow[] {
  return results.flatMap(({ model, method, logits }) =>
    reliabilityBins(softmaxRows(logits, classes), labels, classes).map((bin, index) => {
      const { low, high } = wilsonInterval(Math.round(bin.accuracy * bin.count), bin.count);
      return {
        model,
        method,
        bin: index + 1,
        lowerPct: rounded(100 * bin.lower),
        upperPct: rounded(100 * bin.upper),
        images: bin.count,
        confidencePct: rounded(100 * bin.confidence),
        accuracyPct: rounded(100 * bin.accuracy),
        lowPct: rounded(100 * low),
        highPct: rounded(100 * high),
      };
    }),
  );
}

/**
 * Calibration error, Brier score and likelihood of each model.
 * @param labels [images]
 */
export function calibrationTable(
  results: readonly ModelResult[],
  labels: Uint8Array,
  classes = 10,
): CalibrationRow[] {
  return results.map(({ model, method, logits }) => {
    const probs = softmaxRows(logits, classes);
    const bins = reliabilityBins(probs, labels, classes);
    const confidence = bins.reduce((sum, bin) => sum + bin.count * bin.confidence, 0);
    return {
      model,
      method,
      images: labels.length,
      ecePct: rounded(100 * expectedCalibrationError(bins)),
      brier: rounded(brier(probs, labels, classes)),
      negativeLogLikelihood: rounded(negativeLogLikelihood(logits, labels, classes)),
      meanConfidencePct: rounded((100 * confidence) / labels.length),
    };
  });
}
