import type { Data } from 'plotly.js-dist';
import { formatSigned } from '../tables/format';
import type { GainCurveRow } from '../tables/gain-curve-rows';
import { directLabels } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { MUTED, methodColor } from './palette';
import { shadedBand } from './seed-band';
import { axis, baseLayout, gainRange, wrapText } from './theme';

const PANEL_PIXELS = 300;
const LABEL_CHARACTERS = 20;
const dashes = ['solid', 'dash', 'dot'] as const;
/** The same in text. */
const keys = ['—', '– –', '···'] as const;

/** What the curves are drawn beside. */
export interface GainCurveOptions extends Words {
  /** The last epoch before the learning rate falls; marked where given. */
  readonly dropAfter?: number;
}

/**
 * Paired gains in validation accuracy by epoch: the mean over pairs as a line, Student's 95 % interval as a band, 0 as
 * the control.
 * @param rows of one or several comparisons, each in the order of its epochs
 */
export function gainCurves(
  rows: readonly GainCurveRow[],
  { dropAfter, ...words }: GainCurveOptions = {},
): Figure {
  const curves = grouped(rows.filter(({ meanPts }) => meanPts !== null));
  const epochs = Math.max(...rows.map(({ epoch }) => epoch), 1);
  const title = words.title ?? `Gains in validation accuracy over ${epochs} epochs`;
  const [low, high] = gainRange(
    rows.flatMap(({ meanPts, lowPts, highPts }) => [meanPts ?? 0, lowPts ?? 0, highPts ?? 0]),
  );
  const ends = curves.flatMap((curve, at) => {
    const last = curve[curve.length - 1];
    if (last === undefined) return [];
    const text = `${wrapText(last.arm, LABEL_CHARACTERS)}<br>${formatSigned(last.meanPts ?? 0)}, n = ${last.n}`;
    return [
      {
        text,
        y: last.meanPts ?? 0,
        color: methodColor[last.method],
        dash: keys[at % keys.length] ?? '—',
      },
    ];
  });
  const labelLines = Math.max(1, ...ends.map(({ text }) => text.split('<br>').length));
  return figure(
    {
      name: 'gain-curves',
      title,
      caption:
        'Paired difference in validation accuracy after each epoch, mean over seeds with Student’s 95 % interval; ' +
        `0 is the control. ${curves.map(inWords).join('; ')}.`,
      alt: `Line chart of the paired gain by epoch. ${curves.map(peak).join(' ')}`,
      data: [...curves.flatMap(band), ...curves.map(line)],
      layout: {
        ...baseLayout(title, { height: PANEL_PIXELS + 80, margin: { r: 150 } }),
        xaxis: axis('epoch', { range: [0.5, epochs + 0.5], showgrid: false, tickformat: 'd' }),
        yaxis: axis('gain in validation accuracy (points)', { range: [low, high] }),
        shapes: [
          guide({ x0: 0, x1: 1, xref: 'paper', y0: 0, y1: 0 }),
          ...(dropAfter === undefined
            ? []
            : [guide({ x0: dropAfter + 0.5, x1: dropAfter + 0.5, y0: 0, y1: 1, yref: 'paper' })]),
        ],
        annotations: [
          ...directLabels(ends, { yref: 'y', low, high, pixels: PANEL_PIXELS / labelLines }),
          ...(dropAfter === undefined ? [] : [dropNote(dropAfter)]),
        ],
      },
      rows,
    },
    words,
  );
}

type Curve = readonly GainCurveRow[];

function grouped(rows: readonly GainCurveRow[]): Curve[] {
  const names = [...new Set(rows.map(nameOf))];
  return names.map((name) => rows.filter((row) => nameOf(row) === name));
}

function nameOf({ arm, control }: GainCurveRow): string {
  return `${arm} − ${control}`;
}

function inWords(curve: Curve): string {
  const [first] = curve;
  return first === undefined ? '' : `${nameOf(first)}: n = ${first.n} pairs`;
}

function peak(curve: Curve): string {
  const largest = [...curve].sort((a, b) => (b.meanPts ?? 0) - (a.meanPts ?? 0))[0];
  const last = curve[curve.length - 1];
  if (largest === undefined || last === undefined) return '';
  return (
    `${nameOf(last)}: at most ${formatSigned(largest.meanPts ?? 0)} points after epoch ${largest.epoch}, ` +
    `${formatSigned(last.meanPts ?? 0)} at the end.`
  );
}

function line(curve: Curve, at: number): Partial<Data> {
  const [first] = curve;
  const color = methodColor[first?.method ?? 'control'];
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: first === undefined ? '' : nameOf(first),
    x: curve.map(({ epoch }) => epoch),
    y: curve.map(({ meanPts }) => meanPts),
    line: { color, width: 2.5, dash: dashes[at % dashes.length] ?? 'solid' },
    marker: { color, size: 6 },
    hovertemplate: 'epoch %{x}: %{y:+.2f} points',
  };
}

function band(curve: Curve): Partial<Data>[] {
  const known = curve.filter(({ lowPts, highPts }) => lowPts !== null && highPts !== null);
  const [first] = known;
  if (first === undefined) return [];
  const ends = (key: 'lowPts' | 'highPts') => known.map((row) => row[key] as number);
  return shadedBand({
    x: known.map(({ epoch }) => epoch),
    low: { name: `${nameOf(first)}, low`, y: ends('lowPts') },
    high: { name: `${nameOf(first)}, high`, y: ends('highPts') },
    color: methodColor[first.method],
  });
}

function guide(place: object) {
  return {
    type: 'line',
    ...place,
    line: { color: MUTED, width: 1.2, dash: 'dot' },
    layer: 'below',
  } as const;
}

function dropNote(dropAfter: number) {
  return {
    text: 'learning-rate drop',
    x: dropAfter + 0.5,
    xanchor: 'left',
    xshift: 5,
    y: 1,
    yref: 'paper',
    yanchor: 'top',
    showarrow: false,
    font: { size: 12, color: MUTED },
  } as const;
}
