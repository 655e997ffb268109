import type { AccuracyRow } from '../../tables/accuracy-table';
import type { ComparisonRow } from '../../tables/comparison-table';
import { formatPct } from '../../tables/format';
import { mcnemarSentence, ofMethod, placed } from './phrases';

/**
 * The report in one paragraph.
 * @param pair the student alone compared with the distilled one
 */
export function overviewAnswer(accuracies: readonly AccuracyRow[], pair: ComparisonRow): string {
  const pct = (method: 'teacher' | 'alone' | 'distilled') =>
    `**${formatPct(ofMethod(accuracies, method).accuracyPct)}**`;
  return (
    `Of the test images the teacher classifies ${pct('teacher')} right, the student alone ` +
    `${pct('alone')}, the distilled student ${pct('distilled')}. In this one pair of runs the ` +
    `distilled student stands ${placed(pair.differencePts)} the student alone; in the original report ` +
    `it stood ${placed(-1.84)}. ${mcnemarSentence(pair)}`
  );
}

/** How far two runs of one recipe may lie apart without further reason, in points. */
const RUN_TO_RUN = 2;

/** Which of the three accuracies lie further from the original report's than runs of one recipe do. */
export function originalAnswer(accuracies: readonly AccuracyRow[]): string {
  const far = accuracies
    .filter(({ accuracyPct, originalPct }) => distance(accuracyPct, originalPct) > RUN_TO_RUN)
    .map(({ model }) => `the ${model}`);
  const start =
    'Another seed, fewer training images and another program may move an accuracy by a point or two. ';
  if (far.length === 0) return `${start}No accuracy lies further from the original report's.`;
  return (
    `${start}Further off than that ${far.length === 1 ? 'lies' : 'lie'} ${far.join(' and ')}; ` +
    'the original report does not state enough to tell why.'
  );
}

function distance(accuracyPct: number, originalPct: number | null): number {
  return originalPct === null ? 0 : Math.abs(accuracyPct - originalPct);
}
