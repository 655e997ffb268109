import type { AccuracyRow } from '../../tables/accuracy-table';
import type { ClassSimilarityRow } from '../../tables/class-similarity-rows';
import { formatCount, formatNumber, formatPct } from '../../tables/format';
import { spreadOf } from '../../tables/spread';
import { besideOriginal, withInterval } from './phrases';
import { pctsOf, runsInWords } from './runs';

/**
 * How often the teacher is right, and what its right answers tell besides.
 * @param accuracies one row a teacher
 * @param shown the teacher that the students learned from
 */
export function teacherAnswer(
  accuracies: readonly AccuracyRow[],
  shown: AccuracyRow,
  similarities: readonly ClassSimilarityRow[],
): string {
  const pcts = pctsOf(accuracies, 'teacher');
  const images = formatCount(shown.images);
  const start =
    pcts.length < 2
      ? `**The teacher classifies ${withInterval(shown)} of ${images} test images right, ${besideOriginal(shown)}.**`
      : `**The teacher classifies ${runsInWords(pcts)} of ${images} test images right, ${besideOriginal(meanOf(accuracies, shown))}.** ` +
        `The students learn from seed ${shown.seed}, which has ${withInterval(shown)}; what follows below the curves ` +
        'shows that one.';
  return `${start} ${resemblance(similarities)}`;
}

/**
 * What the bar of the teacher shows.
 * @param accuracies one row a teacher
 */
export function teacherTitle(accuracies: readonly AccuracyRow[]): string {
  const [first] = accuracies;
  if (first === undefined) throw new Error('teacherTitle: expected at least one teacher, got none');
  const row = meanOf(accuracies, first);
  const seeds = accuracies.length < 2 ? '' : ` in the mean of ${accuracies.length} seeds`;
  return `The teacher is right on ${formatPct(row.accuracyPct)} of the test images${seeds}, ${besideOriginal(row)}`;
}

function meanOf(accuracies: readonly AccuracyRow[], like: AccuracyRow): AccuracyRow {
  const { mean } = spreadOf(pctsOf(accuracies, 'teacher'));
  return { ...like, accuracyPct: mean ?? like.accuracyPct };
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
