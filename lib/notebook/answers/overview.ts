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
