import type { AccuracyRow } from '../../tables/accuracy-table';
import type { ClassSimilarityRow } from '../../tables/class-similarity-rows';
import { formatCount, formatNumber, formatPct } from '../../tables/format';
import { besideOriginal, withInterval } from './phrases';

/** How often the teacher is right, and what its right answers tell besides. */
export function teacherAnswer(
  accuracy: AccuracyRow,
  similarities: readonly ClassSimilarityRow[],
): string {
  return (
    `**The teacher classifies ${withInterval(accuracy)} of ${formatCount(accuracy.images)} test images ` +
    `right, ${besideOriginal(accuracy)}.** ${resemblance(similarities)}`
  );
}

/** What the bar of the teacher shows. */
export function teacherTitle(accuracy: AccuracyRow): string {
  return `The teacher is right on ${formatPct(accuracy.accuracyPct)} of the test images, ${besideOriginal(accuracy)}`;
}

function resemblance(rows: readonly ClassSimilarityRow[]): string {
  const [first] = rows
    .filter((row) => row.trueClass !== row.namedClass && row.prob !== null)
    .sort((a, b) => (b.prob ?? 0) - (a.prob ?? 0));
  if (first === undefined) return '';
  return (
    `Besides the class it knows what an image resembles: where it rightly says *${first.trueClass}*, it ` +
    `gives *${first.namedClass}* a probability of ${formatNumber(first.prob ?? 0)} on average at ` +
    `T = ${first.temperature}. No label says that, and it is what a student can learn from it.`
  );
}
