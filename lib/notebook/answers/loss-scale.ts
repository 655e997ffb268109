import { listed } from '../../tables/format';
import type { PairedComparisonRow } from '../../tables/paired-comparison';
import { placed } from './phrases';

/**
 * What a weaker soft term does beside the sound one, as far as both tests carry it. Which way it goes is not in the
 * word "mistake".
 * @param rows comparisons of the study of the loss's scale
 * @param sound label of the arm with the sound scale
 */
export function weakerSoftAnswer(
  rows: readonly PairedComparisonRow[],
  sound = 'student distilled',
): string {
  const against = rows.filter(({ control }) => control === sound);
  if (against.some(({ n, planned }) => n < planned) || against.length === 0) {
    return 'Which way a mistake in the scale moves the student is known once all its pairs are there.';
  }
  const better = against.filter(({ verdict }) => verdict === 'gain');
  const worse = against.filter(({ verdict }) => verdict === 'loss');
  if (better.length === 0 && worse.length === 0) {
    return `Of no mistake in the scale both tests carry that it moves the student away from *${sound}*.`;
  }
  return [
    ...(better.length > 0
      ? [
          `**Mistakes in the scale of the soft term that are better in effect: ${list(better)} *${sound}*.** With this teacher and fifteen epochs ` +
            "the recipe's soft term is stronger than is good for the student.",
        ]
      : []),
    ...(worse.length > 0
      ? [
          `**Mistakes in the scale of the soft term that are worse in effect too: ${list(worse)} *${sound}*.**`,
        ]
      : []),
  ].join(' ');
}

function list(rows: readonly PairedComparisonRow[]): string {
  return listed(rows.map(({ arm, meanGainPts }) => `*${arm}* stands ${placed(meanGainPts ?? 0)}`));
}
