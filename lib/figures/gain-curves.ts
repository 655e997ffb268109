import { formatSigned } from '../tables/format';
import type { GainCurveRow } from '../tables/gain-curve-rows';
import { groupsBy } from '../tables/groups';
import { directLabels } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { band, marks } from './marks';
import { dashes, lineAcross, lineUp, note } from './notes';
import { MUTED, methodColor } from './palette';
import { axis, gainRange, lineCount, wrapText } from './theme';

const PANEL_PIXELS = 300;
const LABEL_CHARACTERS = 20;
/** More bands than these hide one another. */
const MOST_BANDS = 2;

/** Of a note at the upper end of a line. */
const besideTop = { xanchor: 'left', xshift: 5, y: 1, yref: 'paper', yanchor: 'top' } as const;

/** What the curves are drawn beside. */
export interface GainCurveOptions extends Words {
  /** The last epoch before the learning rate falls; marked where given. */
  readonly dropAfter?: number;
}

/**
 * Paired gains in validation accuracy by epoch: the mean over pairs as a line, 0 as the control. Student's 95 % interval
 * is a band for one or two comparisons; for more it is written at the end of each line.
 * @param rows of one or several comparisons, each in the order of its epochs, from whichever on
 */
export function gainCurves(
  rows: readonly GainCurveRow[],
  { dropAfter, ...words }: GainCurveOptions = {},
): Figure {
  const curves = curvesOf(rows);
  const epochs = Math.max(...rows.map(({ epoch }) => epoch), 1);
  const start = Math.min(...rows.map(({ epoch }) => epoch), epochs);
  const banded = curves.length <= MOST_BANDS;
  const ends = curves.map((curve) => endOf(curve, banded));
  const [low, high] = gainRange(
    rows.flatMap(({ meanPts, lowPts, highPts }) =>
      banded ? [meanPts ?? 0, lowPts ?? 0, highPts ?? 0] : [meanPts ?? 0],
    ),
  );
  const labelLines = Math.max(1, ...ends.map(({ text }) => lineCount(text)));
  const guide = { color: MUTED, width: 1.2, dash: 'dot' } as const;
  const drop = dropAfter === undefined ? [] : [dropAfter + 0.5];
  return figure(words, {
    name: 'gain-curves',
    title: `Gains in validation accuracy over ${epochs} epochs`,
    caption:
      `Paired difference in validation accuracy after each epoch, mean over seeds with Student’s 95 % interval${banded ? '' : ' of the last'}; ` +
      `0 is the control. ${curves.map(({ name, points: [first] }) => `${name}: n = ${first?.n} pairs`).join('; ')}.`,
    alt: `Line chart of the paired gain by epoch. ${curves.map(peak).join(' ')}`,
    frame: { height: PANEL_PIXELS + 80, margin: { r: 150 } },
    data: [
      ...(banded ? curves.flatMap(bandOf) : []),
      ...curves.map(({ name, color, dash, points }) => {
        const look = { line: { color, width: 2.5, dash: dash.dash }, marker: { color, size: 6 } };
        const hovertemplate = 'epoch %{x}: %{y:+.2f} points';
        return marks(points, { mode: 'lines+markers', name, ...look, hovertemplate });
      }),
    ],
    layout: {
      xaxis: axis('epoch', {
        range: [start - 0.5, epochs + 0.5],
        showgrid: false,
        tickformat: 'd',
      }),
      yaxis: axis('gain in validation accuracy (points)', { range: [low, high] }),
      shapes: [lineAcross(0, guide), ...drop.map((x) => lineUp(x, guide))],
      annotations: [
        ...directLabels(ends, { yref: 'y', low, high, pixels: PANEL_PIXELS / labelLines }),
        ...drop.map((x) => note('learning-rate drop', { x, ...besideTop, color: MUTED })),
      ],
    },
    rows,
  });
}

/** One comparison's epochs that have a gain, and how they are drawn. */
type Curve = ReturnType<typeof curvesOf>[number];

function curvesOf(rows: readonly GainCurveRow[]) {
  const known = rows.flatMap((row) =>
    row.meanPts === null ? [] : [{ ...row, x: row.epoch, y: row.meanPts }],
  );
  const groups = groupsBy(known, ({ arm, control }) => `${arm} − ${control}`);
  return [...groups].map(([name, points], at) => ({
    name,
    points,
    color: methodColor[points[0]?.method ?? 'control'],
    dash: dashes[at % dashes.length] ?? dashes[0],
  }));
}

function endOf({ points, color, dash }: Curve, banded: boolean) {
  const last = points.at(-1);
  const arm = wrapText(last?.arm ?? '', LABEL_CHARACTERS);
  const y = last?.y ?? 0;
  const size = `${arm}<br>${formatSigned(y)}, n = ${last?.n}`;
  const [low, high] = [last?.lowPts ?? null, last?.highPts ?? null];
  const interval =
    banded || low === null || high === null
      ? ''
      : `<br>(${formatSigned(low)} to ${formatSigned(high)})`;
  return { text: size + interval, y, color, dash: dash.text };
}

function bandOf({ name, color, dash: { dash }, points }: Curve) {
  const known = points.flatMap(({ x, lowPts: low, highPts: high }) =>
    low === null || high === null ? [] : [{ x, low, high }],
  );
  const names = [`${name}, low`, `${name}, high`] as const;
  return known.length === 0 ? [] : band(known, { names, color, dash });
}

function peak({ name, points }: Curve): string {
  const largest = points.reduce((a, b) => (b.y > a.y ? b : a));
  return (
    `${name}: at most ${formatSigned(largest.y)} points after epoch ${largest.epoch}, ` +
    `${formatSigned(points.at(-1)?.y ?? 0)} at the end.`
  );
}
