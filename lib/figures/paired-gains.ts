import type { Annotation, Data } from 'plotly.js-dist';
import { formatP, formatSigned } from '../tables/format';
import type { PairedComparisonRow, PairRow } from '../tables/paired-comparison';
import { keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, MUTED, methodColor, ORIGINAL_SYMBOL, originalMarker, PAPER } from './palette';
import { rowAxis, rowDividers } from './row-panel';
import { axis, baseLayout, gainRange, wrapText } from './theme';

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
  const { comparisons, pairs } = shown;
  if (comparisons.length === 0) throw new Error('pairedGains: expected a comparison, got none');
  const title = words.title ?? finding(comparisons);
  return figure(
    {
      name: 'paired-gains',
      title,
      caption:
        `n = ${pairs.length} pairs of runs of one seed, a dot each. Below the dots the mean with Student's 95 % ` +
        'interval; at the right the exact sign-flip test, its p after Holm over the comparisons of a study.' +
        (shown.original ? " Hollow diamonds: the original report's one pair." : ''),
      alt: `Paired gains in test accuracy. ${comparisons.map(inWords).join('; ')}.`,
      data: [
        dots(shown),
        intervals(comparisons),
        means(comparisons),
        ...(shown.original ? [diamonds(shown, shown.original.gainPts)] : []),
      ],
      layout: {
        ...baseLayout(title, {
          height: comparisons.length * ROW_PIXELS + 92,
          margin: { t: 28, r: 122 },
        }),
        xaxis: axis('difference in test accuracy (points)', { range: reach(shown) }),
        yaxis: rowAxis(comparisons.map(label)),
        shapes: [baseline(), ...rowDividers(comparisons.length)],
        annotations: [keys(shown), ...comparisons.map(verdict)],
      },
      rows: pairs,
    },
    words,
  );
}

function label({ arm, control, meanGainPts, n, planned }: PairedComparisonRow): string {
  const names = `${wrapText(arm, LABEL_CHARACTERS)}<br>− ${control}`;
  if (meanGainPts === null) return names;
  return `${names}<br><b>${formatSigned(meanGainPts)}</b>, n = ${n}${n < planned ? ` of ${planned}` : ''}`;
}

function inWords({ arm, control, n, meanGainPts, verdict: said }: PairedComparisonRow): string {
  const gain = meanGainPts === null ? 'no pair' : `${formatSigned(meanGainPts)} points (n = ${n})`;
  return `${arm} minus ${control}: ${gain}, ${verdictWord[said]}`;
}

const verdictWord = {
  gain: 'significant',
  loss: 'significant',
  'not decided': 'not significant',
  'too few pairs': 'too few pairs',
} as const;

function verdict(row: PairedComparisonRow, y: number): Partial<Annotation> {
  const p = row.holmP === null ? '' : formatP(row.holmP);
  const test =
    row.holmP === null ? `${row.n} of ${row.planned}` : `p ${p.startsWith('<') ? p : `= ${p}`}`;
  return {
    text: `<b>${verdictWord[row.verdict]}</b><br>${test}`,
    x: 1,
    xref: 'paper',
    xanchor: 'left',
    xshift: 10,
    y,
    align: 'left',
    showarrow: false,
    font: { size: 12, color: INK },
  };
}

function keys({ original }: PairedGains): Partial<Annotation> {
  return keyLine([
    { text: 'pair', color: INK, dash: '•' },
    { text: 'mean', color: INK, dash: '|' },
    { text: '95 % interval', color: INK, dash: '—' },
    ...(original ? [{ text: 'original report', color: INK, dash: ORIGINAL_SYMBOL }] : []),
  ]);
}

function rowOf({ comparisons }: PairedGains, { arm, control }: PairRow): number {
  return comparisons.findIndex((row) => row.arm === arm && row.control === control);
}

function dots(shown: PairedGains): Partial<Data> {
  const pairs = shown.pairs.filter((pair) => rowOf(shown, pair) >= 0);
  const most = Math.max(3, ...pairs.map(({ seed }) => seed));
  const colors = shown.comparisons.map(({ method }) => methodColor[method]);
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'pairs',
    x: pairs.map(({ gainPts }) => gainPts),
    y: pairs.map((pair) => rowOf(shown, pair) - 0.1 + SPREAD * (pair.seed / most - 0.5)),
    text: pairs.map(({ arm, control, seed }) => `${arm} − ${control}, seed ${seed}`),
    marker: {
      color: pairs.map((pair) => colors[rowOf(shown, pair)] ?? INK),
      size: 9,
      line: { color: PAPER, width: 1 },
    },
    hovertemplate: '%{text}: %{x:+.2f} points<extra></extra>',
  };
}

function intervals(comparisons: readonly PairedComparisonRow[]): Partial<Data> {
  const ends = comparisons.flatMap(({ tLowPts, tHighPts }, at) =>
    tLowPts === null || tHighPts === null
      ? []
      : [{ from: tLowPts, to: tHighPts, y: at + INTERVAL_BELOW }],
  );
  return {
    type: 'scatter',
    mode: 'lines',
    name: '95 % interval',
    x: ends.flatMap(({ from, to }) => [from, to, null]),
    y: ends.flatMap(({ y }) => [y, y, null]),
    line: { color: INK, width: 5 },
    hovertemplate: "Student's 95 % interval: %{x:+.2f}<extra></extra>",
  };
}

function means(comparisons: readonly PairedComparisonRow[]): Partial<Data> {
  const shown = comparisons.flatMap(({ meanGainPts, n }, at) =>
    meanGainPts === null || n < 2 ? [] : [{ x: meanGainPts, y: at + INTERVAL_BELOW }],
  );
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'mean',
    x: shown.map(({ x }) => x),
    y: shown.map(({ y }) => y),
    marker: { symbol: 'line-ns-open', color: INK, size: 16, line: { width: 2.5, color: INK } },
    hovertemplate: 'mean: %{x:+.2f} points<extra></extra>',
  };
}

function diamonds({ comparisons, original }: PairedGains, gainPts: number): Partial<Data> {
  const { control, arm: only } = original ?? {};
  const rows = comparisons.flatMap((row, at) =>
    row.control === control && (only ?? row.arm) === row.arm ? [at] : [],
  );
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'original report',
    x: rows.map(() => gainPts),
    y: rows,
    marker: originalMarker,
    hovertemplate: 'original report: %{x:+.2f} points<extra></extra>',
  };
}

function baseline() {
  return {
    type: 'line',
    x0: 0,
    x1: 0,
    yref: 'paper',
    y0: 0,
    y1: 1,
    line: { color: MUTED, width: 1.5 },
    layer: 'below',
  } as const;
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
  const count = (said: PairedComparisonRow['verdict']) =>
    comparisons.filter(({ verdict: own }) => own === said).length;
  const of = comparisons.length;
  const [only] = comparisons;
  if (of === 1 && only !== undefined) return capital(inWords(only));
  const parts = (['gain', 'loss', 'not decided', 'too few pairs'] as const)
    .filter((said) => count(said) > 0)
    .map((said) => `${said} in ${count(said)}`);
  return `Of ${of} paired comparisons: ${parts.join(', ')}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
