import { listed } from '../../tables/format';
import type { PairedComparisonRow } from '../../tables/paired-comparison';
import { gains } from './phrases';

/**
 * What a weaker soft term does beside the sound one, as far as both tests find it. Which way it goes is not in the
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
    return `No scaling mistake differs significantly from *${sound}*.`;
  }
  return [
    ...(better.length > 0
      ? [
          `**Scaling mistakes that raised accuracy: ${list(better)} *${sound}*.** With this teacher and fifteen epochs ` +
            "the recipe's soft term is stronger than is good for the student.",
        ]
      : []),
    ...(worse.length > 0
      ? [`**Scaling mistakes that lowered accuracy: ${list(worse)} *${sound}*.**`]
      : []),
  ].join(' ');
}

function list(rows: readonly PairedComparisonRow[]): string {
  return listed(rows.map(({ arm, meanGainPts }) => `*${arm}* ${gains(meanGainPts ?? 0)}`));
}
