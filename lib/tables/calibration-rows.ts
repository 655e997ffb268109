import {
  brier,
  expectedCalibrationError,
  negativeLogLikelihood,
  reliabilityBins,
} from '../statistics/calibration';
import { softmaxRows } from '../statistics/softmax';
import type { Method } from './method';
import type { ModelResult } from './model-result';
import { rounded } from './row';
import { type Table, table } from './table';

/** How well one trained model's probabilities are calibrated. */
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
 * Expected calibration error of softmax(z), in points, over 15 bins of equal mass.
 * @param logits [images * classes]
 * @param labels [images]
 */
export function calibrationErrorPct(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): number {
  const bins = reliabilityBins(softmaxRows(logits, classes), labels, classes);
  return 100 * expectedCalibrationError(bins);
}

/**
 * Calibration error, Brier score and likelihood of each model.
 * @param labels [images]
 */
export function calibrationRows(
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

/** The calibration of single models. */
export function calibrationTable(rows: readonly CalibrationRow[]): Table<CalibrationRow> {
  return table({
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
    rows,
  });
}
