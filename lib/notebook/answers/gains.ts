import { leastPairs, type PairedComparisonRow } from '../../tables/paired-comparison';
import { pairsSentence, verdictSentence } from './pairs';

/**
 * What pairs of runs say of a method: the gain with both tests, and what they carry as soon as every planned
 * pair is there. To judge after each pair and stop at the first decision would decide too often.
 */
export function gainAnswer(row: PairedComparisonRow): string {
  const { n, planned } = row;
  if (n >= planned) {
    return (
      `${pairsSentence(row)} ${verdictSentence(row)} Every distilled student learned from teacher seed 0, so this is ` +
      'conditional on that teacher.'
    );
  }
  const why =
    n < leastPairs
      ? `fewer than ${leastPairs} pairs cannot decide it, whichever way they come out`
      : 'the verdict waits for all of them';
  return `${pairsSentence(row)} **Of ${planned} planned pairs ${n} ${n === 1 ? 'is' : 'are'} there: ${why}.**`;
}
