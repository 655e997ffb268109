import {
  cellLabel,
  type GridCell,
  isSameCell,
  originalCell,
} from '../../studies/temperature-and-weight/stages';
import { formatNumber, formatSigned } from '../../tables/format';
import type { GridNoise, GridRow } from '../../tables/grid-rows';
import type { PairedComparisonRow } from '../../tables/paired-comparison';
import { pairsAnswer, pairsTitle } from './pairs';
import { gains } from './phrases';

/** How far the grid has come and what it points to; no claim. */
export function gridAnswer(rows: readonly GridRow[], chosen: GridCell | undefined): string {
  const sorted = ranked(rows);
  const [best] = sorted;
  const last = sorted[sorted.length - 1];
  if (best === undefined || last === undefined) return 'No cell of the grid has a run yet.';
  const own = sorted.find(({ cell }) => cell === cellLabel(originalCell));
  const place =
    own === undefined
      ? ''
      : ` The original's own cell, ${own.cell}, ranks ${sorted.indexOf(own) + 1} of ${sorted.length} with ${gain(own)}.`;
  const choice = choiceSentence(rows, chosen);
  if (best === last) {
    return `One of ${rows.length} cells has runs: on the validation images ${best.cell} gains ${gain(best)} over the student alone. ${choice}`;
  }
  const among =
    sorted.length === rows.length
      ? `over all ${rows.length} cells`
      : `in the ${sorted.length} of ${rows.length} cells that have runs`;
  return (
    `On the validation images the gain over the student alone runs from ${gain(last)} (${last.cell}) to ` +
    `${gain(best)} (${best.cell}) ${among}.${place} ${choice}`
  );
}

/** Which cell the validation images chose, or what the choice waits for. */
export function choiceSentence(rows: readonly GridRow[], chosen: GridCell | undefined): string {
  if (chosen !== undefined) {
    const own = isSameCell(chosen, originalCell)
      ? ', which is the very cell that the original report trained'
      : '';
    return `**Chosen on validation: ${cellLabel(chosen)}${own}.**`;
  }
  const incomplete = rows.filter(({ n, planned }) => n < planned).length;
  return `**No cell is chosen yet: ${incomplete} ${incomplete === 1 ? 'cell lacks' : 'cells lack'} runs.**`;
}

/** The cells that get more seeds, or what their choice waits for. */
export function bestAnswer(best: readonly GridCell[], rows: readonly GridRow[]): string {
  if (best.length === 0) {
    const lacking = rows.filter(({ n, planned }) => n < planned).length;
    return (
      'The best five cells are known once every cell has its first two seeds; ' +
      `${lacking} of ${rows.length} cells lack some.`
    );
  }
  const found = best.flatMap((cell) => rows.find((row) => row.cell === cellLabel(cell)) ?? []);
  return `The best five by their first two seeds get four more, and stand now at: ${found
    .map((row) => `${row.cell} (${gain(row)}, n = ${row.n} of ${row.planned})`)
    .join('; ')}.`;
}

/** Whether the map shows more than chance would paint. */
export function noiseAnswer(noise: GridNoise | undefined): string {
  if (noise === undefined)
    return 'How far chance puts cells apart is known once three of them have two seeds.';
  const { cells, betweenPts, chancePts } = noise;
  const ratio = chancePts === 0 ? Number.POSITIVE_INFINITY : betweenPts / chancePts;
  const said =
    ratio < NOTEWORTHY
      ? 'little more than chance would paint; the best of so many cells is largely the luckiest'
      : 'more than chance would paint, though the best of so many cells is in part the luckiest';
  return (
    `The means of ${cells} cells over two seeds lie ${formatNumber(betweenPts)} points apart (standard deviation); ` +
    `if all cells were equally good, chance would put them about ${formatNumber(chancePts)} apart. So the map shows ${said}.`
  );
}

/** Beyond this ratio of deviations chance alone would hardly put 25 cells: the 95 % point of √F(24, 24). */
const NOTEWORTHY = 1.41;

/**
 * What the chosen cell comes to on the test images.
 * @param comparisons against the student alone and, unless the two are one, against the original's cell
 */
export function confirmationAnswer(
  chosen: GridCell | undefined,
  comparisons: readonly PairedComparisonRow[],
): string {
  if (chosen === undefined || comparisons.length === 0) {
    return 'Nothing is confirmed yet: the cell has to be chosen first.';
  }
  const same = isSameCell(chosen, originalCell)
    ? ` The validation images chose the original's own cell, so these are the pairs of [notebook 04](04-distillation.ipynb).`
    : '';
  return `${comparisons.map(pairsAnswer).join(' ')}${same}`;
}

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

/** Cells that have runs, by falling gain. */
function ranked(rows: readonly GridRow[]): GridRow[] {
  return rows
    .filter(({ gainPts }) => gainPts !== null)
    .sort((a, b) => (b.gainPts ?? 0) - (a.gainPts ?? 0));
}

function gain({ gainPts }: GridRow): string {
  return `${formatSigned(gainPts ?? 0)} points`;
}
