import { formatSigned, listed, pInWords } from '../tables/format';
import type { PairedComparisonRow, PairRow } from '../tables/paired-comparison';
import { type Figure, figure, type Words } from './figure';
import { gap, marks } from './marks';
import { keyLine, lineUp, note } from './notes';
import { INK, MUTED, methodColor } from './palette';
import {
  originalKey,
  originalMarks,
  rowAxis,
  rowDividers,
  runsOf,
  type SeedDot,
  seedDots,
  seedOffset,
  strokeMarker,
} from './row-panel';
import { axis, gainRange, wrapText } from './theme';

const ROW_PIXELS = 78;
const LABEL_CHARACTERS = 25;
/** Share of a row's height over which seeds are spread. */
const SPREAD = 0.4;
const INTERVAL_BELOW = 0.3;

/** Comparisons with their pairs. */
export interface PairedGains {
  readonly pairs: readonly PairRow[];
  /** In the order of drawing, those without pairs too. */
  readonly comparisons: readonly PairedComparisonRow[];
  /** The original report's one gain, shown at the comparisons with this control, or at this arm's alone. */
  readonly original?: { readonly gainPts: number; readonly control: string; readonly arm?: string };
}

/**
 * The gain of each pair of runs as a dot, comparison below comparison, with mean, Student's 95 %
 * interval and what the test says.
 */
export function pairedGains(shown: PairedGains, words: Words = {}): Figure {
  const { comparisons, pairs, original } = shown;
  if (comparisons.length === 0) throw new Error('pairedGains: expected a comparison, got none');
  return figure(words, {
    name: 'paired-gains',
    title: finding(comparisons),
    caption:
      `n = ${listed(comparisons.map(({ n }) => String(n)))} pairs of runs that share a seed, a dot each. Below the dots the mean with ` +
      "Student's 95 % interval; at the right the exact sign-flip test, its p after Holm over the comparisons of a study." +
      (original ? " Hollow: the original report's one pair." : ''),
    alt: `Paired gains in test accuracy. ${comparisons.map(inWords).join('; ')}.`,
    frame: { height: comparisons.length * ROW_PIXELS + 92, margin: { t: 28, r: 122 } },
    data: [
      seedDots('pairs', dots(shown), '%{x:+.2f} points'),
      intervals(comparisons),
      means(comparisons),
      ...(original ? [diamonds(comparisons, original)] : []),
    ],
    layout: {
      xaxis: axis('difference in test accuracy (points)', { range: reach(shown) }),
      yaxis: rowAxis(comparisons.map(label)),
      shapes: [lineUp(0, { color: MUTED, width: 1.5 }), ...rowDividers(comparisons.length)],
      annotations: [
        keyLine([
          { text: 'pair', dash: '•' },
          { text: 'mean', dash: '|' },
          { text: '95 % interval' },
          ...(original ? [originalKey] : []),
        ]),
        ...comparisons.map(verdict),
      ],
    },
    rows: pairs,
  });
}

function label({ arm, control, meanGainPts, n, planned }: PairedComparisonRow): string {
  const names = `${wrapText(arm, LABEL_CHARACTERS)}<br>− ${control}`;
  if (meanGainPts === null) return names;
  return `${names}<br><b>${formatSigned(meanGainPts)}</b>, ${runsOf(n, planned)}`;
}

function inWords({ arm, control, n, meanGainPts, verdict: said }: PairedComparisonRow): string {
  const gain = meanGainPts === null ? 'no pair' : `${formatSigned(meanGainPts)} points (n = ${n})`;
  return `${arm} minus ${control}: ${gain}, ${shownVerdict(said)}`;
}

function shownVerdict(verdict: PairedComparisonRow['verdict']): string {
  return verdict === 'gain' || verdict === 'loss' ? 'significant' : verdict;
}

function verdict(row: PairedComparisonRow, y: number) {
  const test = row.holmP === null ? `${row.n} of ${row.planned}` : pInWords(row.holmP);
  const margin = { x: 1, xref: 'paper', xanchor: 'left', xshift: 10, align: 'left' } as const;
  return note(`<b>${shownVerdict(row.verdict)}</b><br>${test}`, { ...margin, y });
}

function dots({ pairs, comparisons }: PairedGains): SeedDot[] {
  const rowOf = ({ arm, control }: PairRow) =>
    comparisons.findIndex((row) => row.arm === arm && row.control === control);
  const drawn = pairs.filter((pair) => rowOf(pair) >= 0);
  return drawn.map((pair) => ({
    x: pair.gainPts,
    y: rowOf(pair) - 0.1 + SPREAD * seedOffset(pair.seed, drawn),
    text: `${pair.arm} − ${pair.control}, seed ${pair.seed}`,
    color: methodColor[comparisons[rowOf(pair)]?.method ?? 'control'],
  }));
}

function intervals(comparisons: readonly PairedComparisonRow[]) {
  const ends = comparisons.flatMap(({ tLowPts, tHighPts }, at) => {
    const y = at + INTERVAL_BELOW;
    return tLowPts === null || tHighPts === null
      ? []
      : [{ x: tLowPts, y }, { x: tHighPts, y }, gap];
  });
  return marks(ends, {
    mode: 'lines',
    name: '95 % interval',
    line: { color: INK, width: 5 },
    hover: "Student's 95 % interval: %{x:+.2f}",
  });
}

function means(comparisons: readonly PairedComparisonRow[]) {
  const points = comparisons.flatMap(({ meanGainPts: x, n }, at) =>
    x === null || n < 2 ? [] : [{ x, y: at + INTERVAL_BELOW }],
  );
  return marks(points, { name: 'mean', marker: strokeMarker(16), hover: 'mean: %{x:+.2f} points' });
}

function diamonds(
  comparisons: readonly PairedComparisonRow[],
  { gainPts: x, control, arm }: NonNullable<PairedGains['original']>,
) {
  const points = comparisons.flatMap((row, y) =>
    row.control === control && (arm ?? row.arm) === row.arm ? [{ x, y }] : [],
  );
  return originalMarks(points, '%{x:+.2f} points');
}

/** From the lowest mark to the highest, with 0 in it. */
function reach({ pairs, comparisons, original }: PairedGains): [number, number] {
  return gainRange([
    ...pairs.map(({ gainPts }) => gainPts),
    ...comparisons.flatMap((row) => [row.tLowPts, row.tHighPts].flatMap((end) => end ?? [])),
    ...(original ? [original.gainPts] : []),
  ]);
}

function finding(comparisons: readonly PairedComparisonRow[]): string {
  const [only, ...others] = comparisons.map(inWords);
  if (only !== undefined && others.length === 0) return capital(only);
  const parts = (['gain', 'loss', 'not significant', 'too few pairs'] as const).flatMap((said) => {
    const count = comparisons.filter(({ verdict: own }) => own === said).length;
    return count > 0 ? [`${said} in ${count}`] : [];
  });
  return `Of ${comparisons.length} paired comparisons: ${parts.join(', ')}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
