import { type RunRecord, validationAccuracy } from '../../store/run-record';
import type { AccuracyRow } from '../../tables/accuracy-table';
import { formatCount, formatNumber, formatPct } from '../../tables/format';
import type { SizeRow } from '../../tables/size-table';
import { besideOriginal, gains, ofMethod, placed, withInterval } from './phrases';

/** How often the student alone is right, beside the teacher and the original report. */
export function studentAnswer(
  accuracies: readonly AccuracyRow[],
  sizes: readonly SizeRow[],
): string {
  const alone = ofMethod(accuracies, 'alone');
  const teacher = ofMethod(accuracies, 'teacher');
  return (
    `**The student by itself classifies ${withInterval(alone)} of ${formatCount(alone.images)} test ` +
    `images right, ${besideOriginal(alone)}.** That is ` +
    `${placed(alone.accuracyPct - teacher.accuracyPct)} the teacher, with ` +
    `${formatNumber(ofMethod(sizes, 'alone').parametersRatio, 1)} times fewer parameters. ` +
    againstOriginal(alone)
  );
}

function againstOriginal({ accuracyPct, originalPct }: AccuracyRow): string {
  if (originalPct === null || accuracyPct <= originalPct) {
    return 'The original trained on 50,000 images, this run on 45,000.';
  }
  return (
    'The original trained on 50,000 images, this run on only 45,000, so the number of images is not what ' +
    'lifts this run above it.'
  );
}

/** What the bars of student and teacher show. */
export function studentTitle(accuracies: readonly AccuracyRow[]): string {
  const alone = ofMethod(accuracies, 'alone');
  const difference = alone.accuracyPct - ofMethod(accuracies, 'teacher').accuracyPct;
  return `The student alone ${gains(difference)} the teacher`;
}

/** What the cell that trains before the reader's eyes came to. */
export function liveAnswer(run: RunRecord): string {
  const last = run.history[run.history.length - 1];
  if (last === undefined) return 'Nothing was trained.';
  const epochs = last.epoch === 1 ? 'one epoch' : `${last.epoch} epochs`;
  return (
    `After ${epochs} on ${formatCount(run.images.training)} images this network classifies ` +
    `${formatPct(100 * validationAccuracy(run), 1)} of ${formatCount(run.images.validation)} validation ` +
    'images right. It is thrown away; what follows shows the full run.'
  );
}
