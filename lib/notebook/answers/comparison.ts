import type { AccuracyRow } from '../../tables/accuracy-table';
import { formatNumber } from '../../tables/format';
import type { CalibrationRow } from '../../tables/reliability-rows';
import type { SizeRow } from '../../tables/size-table';
import { ofMethod, placed } from './phrases';

/** What the small network saves and what it costs. */
export function comparisonAnswer(
  accuracies: readonly AccuracyRow[],
  sizes: readonly SizeRow[],
): string {
  const size = ofMethod(sizes, 'alone');
  const teacher = ofMethod(accuracies, 'teacher').accuracyPct;
  const from = (method: 'alone' | 'distilled') =>
    placed(ofMethod(accuracies, method).accuracyPct - teacher);
  return (
    `**The student has ${formatNumber(size.parametersRatio, 1)} times fewer parameters than the ` +
    `teacher, takes ${formatNumber(size.megabytesRatio, 1)} times less space and needs ` +
    `${formatNumber(size.multiplyAddsRatio, 1)} times fewer multiply-adds an image.** Trained alone its ` +
    `accuracy is ${from('alone')} the teacher's, distilled ${from('distilled')}. Between the two ` +
    'students this one pair of runs decides nothing.'
  );
}

/** Which model's probabilities tell the truth best. */
export function calibrationAnswer(rows: readonly CalibrationRow[]): string {
  const sorted = [...rows].sort((a, b) => a.ecePct - b.ecePct);
  const said = sorted.map(
    ({ model, ecePct, meanConfidencePct }) =>
      `the ${model} ${formatNumber(ecePct)} points (mean confidence ${formatNumber(meanConfidencePct, 1)} %)`,
  );
  return (
    'From the best calibrated to the worst, the mean distance between confidence and accuracy is: ' +
    `${said.join('; ')}.`
  );
}
