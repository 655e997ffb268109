import type { PairedComparisonRow } from '../../tables/paired-comparison';
import { pairsTitle } from './pairs';
import { gains } from './phrases';

/** What became of the search for a better cell, for a reader who has not met it yet. */
export function gridSummary(comparisons: readonly PairedComparisonRow[]): string {
  const where = '[notebook 06](06-temperature-and-weight.ipynb)';
  if (comparisons.length === 0) {
    return `Whether another temperature and soft weight serve better, the search of ${where} will say; its runs are not all there yet.`;
  }
  return (
    `Temperature and soft weight were searched on validation images (${where}). On the test images ` +
    `**${confirmationTitle(comparisons)}**, with this teacher.`
  );
}

/** What the figure of the chosen cell's comparisons shows; they share their arm. */
export function confirmationTitle(comparisons: readonly PairedComparisonRow[]): string {
  const [first, ...others] = comparisons;
  if (first === undefined) return 'No cell is chosen yet';
  if (others.length === 0 || comparisons.some(({ meanGainPts }) => meanGainPts === null)) {
    return pairsTitle(first);
  }
  const parts = comparisons.map(
    ({ control, meanGainPts, verdict }) => `${gains(meanGainPts ?? 0)} ${control} (${verdict})`,
  );
  return `${first.arm} ${parts.join(' and ')}`;
}
