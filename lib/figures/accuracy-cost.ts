import type { accuracyCostRows } from '../tables/accuracy-cost-rows';
import { between, formatPct } from '../tables/format';
import type { RowOf } from '../tables/row';
import { type Figure, figure, type Words } from './figure';
import { marks } from './marks';
import { dashes, key, note } from './notes';
import { MUTED, methodColor } from './palette';
import { axis, lineCount, roomyRange, wrapText } from './theme';

type CostRow = RowOf<typeof accuracyCostRows>;

const PANEL_PIXELS = 300;
/** Share of the values' range that an axis shows beyond them. */
const ROOM = 0.08;
/** Minutes that are named on the log scale. */
const ticks = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

const LABEL_CHARACTERS = 16;
const [solid, dashed] = dashes;

/** The lines: what each counts, and how it and its name are drawn. */
const lines = [
  { name: 'alone', method: 'alone', minutes: 'minutes', dash: solid },
  { name: 'distilled', method: 'distilled', minutes: 'minutes', dash: solid },
  {
    name: 'distilled, the teacher counted',
    method: 'distilled',
    minutes: 'minutesWithTeacher',
    dash: dashed,
  },
] as const;

/**
 * Validation accuracy against minutes on one core, a point per length of training: alone, distilled, and distilled
 * with the training of the teacher and its logits.
 */
export function accuracyCost(rows: readonly CostRow[], words: Words = {}): Figure {
  if (rows.length === 0) throw new Error('accuracyCost: expected at least one recipe, got none');
  const curves = lines.flatMap(({ method, minutes, ...line }) => {
    const points = rows.flatMap((row) => {
      const x = row[minutes];
      if (row.method !== method || x === null) return [];
      return [{ x, y: row.validationPct, text: `${row.epochs} epochs`, row }];
    });
    return points.length === 0 ? [] : [{ ...line, method, points }];
  });
  const drawn = curves.flatMap(({ points }) => points);
  return figure(words, {
    name: 'accuracy-cost',
    title: 'Validation accuracy against training time',
    caption:
      `Mean over n = ${between(rows.map(({ n }) => n))} runs of a recipe; the numbers below the points are epochs. One core, log scale. The dashed line ` +
      "adds all of the teacher's training, and its logits, to each student.",
    alt: `Line chart. ${curves.map(inWords).join(' ')}`,
    frame: { height: PANEL_PIXELS + 80, margin: { r: 130 } },
    data: curves.map(({ name, method, dash: { dash }, points }) => {
      const color = methodColor[method];
      const look = { line: { color, width: 2, dash }, marker: { color, size: 7 } };
      const hover = '%{text}: %{x:.1f} minutes, %{y:.2f} %';
      return marks(points, { mode: 'lines+markers', name, ...look, hover });
    }),
    layout: {
      xaxis: axis('minutes on one core', {
        type: 'log',
        range: roomyRange(
          drawn.map(({ x }) => Math.log10(x)),
          ROOM,
        ),
        tickvals: ticks,
        ticktext: ticks.map(String),
        showgrid: false,
      }),
      yaxis: axis('validation accuracy (%)', {
        range: roomyRange(
          drawn.map(({ y }) => y),
          ROOM,
        ),
      }),
      annotations: [
        ...curves.flatMap(({ name, method, dash, points }) => {
          const [end] = points.slice(-1).map(({ x, y }) => ({ x: Math.log10(x), y }));
          const text = wrapText(name, LABEL_CHARACTERS);
          const label = key({ text, color: methodColor[method], dash: dash.text });
          const yanchor = lineCount(text) > 1 ? 'middle' : 'bottom'; // two lines would leave the figure
          return note(label, { ...end, xanchor: 'left', xshift: 10, yanchor, align: 'left' });
        }),
        ...(curves.find(({ method }) => method === 'alone')?.points ?? []).map(({ x, y, row }) => {
          const below = { xanchor: 'left', xshift: 2, yanchor: 'top', yshift: -1 } as const;
          const place = { x: Math.log10(x), y, ...below };
          return note(String(row.epochs), { ...place, size: 11, color: MUTED });
        }),
      ],
    },
    rows,
  });
}

function inWords({
  name,
  points,
}: {
  name: string;
  points: readonly { y: number; row: CostRow }[];
}) {
  const [first, last] = [points[0], points.at(-1)];
  return (
    `${name}: from ${formatPct(first?.y ?? 0)} after ${first?.row.epochs} epochs ` +
    `to ${formatPct(last?.y ?? 0)} after ${last?.row.epochs}.`
  );
}
