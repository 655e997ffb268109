import { mean } from '../../statistics/summary';
import { teacherSeed } from '../../studies/original';
import type { AccuracyRow } from '../../tables/accuracy-table';
import { formatNumber } from '../../tables/format';
import type { PairedComparisonRow } from '../../tables/paired-comparison';
import type { CalibrationRow } from '../../tables/reliability-rows';
import type { SizeRow } from '../../tables/size-table';
import { gainAnswer } from './gains';
import { ofMethod, placed } from './phrases';
import { pctsOf } from './runs';

/**
 * What the small network saves and what it costs.
 * @param accuracies one row a run
 * @param comparison distilled against alone, by the original recipe
 */
export function comparisonAnswer(
  accuracies: readonly AccuracyRow[],
  sizes: readonly SizeRow[],
  comparison: PairedComparisonRow,
): string {
  const size = ofMethod(sizes, 'alone');
  const teacher = commonTeacher(accuracies);
  const from = (method: 'alone' | 'distilled') => {
    const pcts = pctsOf(accuracies, method);
    return `${placed(mean(pcts) - teacher.accuracyPct)} that of teacher seed ${teacher.seed} (n = ${pcts.length})`;
  };
  return (
    `**The student has ${formatNumber(size.parametersRatio, 1)} times fewer parameters than the ` +
    `teacher, takes ${formatNumber(size.megabytesRatio, 1)} times less space and needs ` +
    `${formatNumber(size.multiplyAddsRatio, 1)} times fewer multiply-adds an image.** Trained alone its ` +
    `mean accuracy is ${from('alone')}, distilled, by that teacher, ${from('distilled')}. ` +
    gainAnswer(comparison)
  );
}

/** The teacher that all distilled students learned from, whatever other seeds there are. */
function commonTeacher(accuracies: readonly AccuracyRow[]): AccuracyRow {
  const found = accuracies.find((row) => row.method === 'teacher' && row.seed === teacherSeed);
  if (found !== undefined) return found;
  throw new Error(`commonTeacher: expected the teacher of seed ${teacherSeed}, found none`);
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
