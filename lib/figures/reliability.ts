import { formatNumber } from '../tables/format';
import { groupsBy } from '../tables/groups';
import { type ReliabilityRow, type Scaling, scalings } from '../tables/reliability-rows';
import { type Figure, figure, type Words } from './figure';
import { marks } from './marks';
import { keyLine, lineAcross, note } from './notes';
import { MUTED, methodColor } from './palette';
import { axis, gainRange } from './theme';

const PANEL_PIXELS = 210;

const [upper, lower] = scalings;
/** The panels, one above the other. */
const panels = [
  { scaling: upper, yref: 'y' },
  { scaling: lower, yref: 'y2' },
] as const;

/**
 * Accuracy minus confidence by confidence, all models on the same axes: above as trained, below after one fitted
 * temperature. On 0 a model is calibrated, below it overconfident.
 */
export function reliability(rows: readonly ReliabilityRow[], words: Words = {}): Figure {
  if (rows.length === 0) throw new Error('reliability: expected at least one model, got none');
  const models = modelsOf(rows);
  const start = Math.floor(Math.min(...rows.map(({ confidencePct }) => confidencePct)) / 10) * 10;
  const range = gainRange(rows.map(({ gapPts }) => gapPts));
  const gap = (domain: [number, number]) =>
    axis('accuracy − confidence (points)', { range, domain });
  const runs = models.map(({ name, n }) => `n = ${n} (${name})`).join(', ');
  return figure(words, {
    name: 'reliability',
    title: `Accuracy minus confidence of ${models.map(({ name }) => name).join(', ')}`,
    caption:
      `Means over seeds: ${runs}. Test images in 15 equal-count bins of confidence, the probability ` +
      'of the predicted class. Each image is scaled by a temperature fitted to the other half of the test images.',
    alt: `Reliability of ${models.length} models. ${models.map(inWords).join(' ')}`,
    frame: { height: 2 * PANEL_PIXELS + 110, margin: { t: 28 } },
    data: panels.flatMap(({ scaling, yref }) => models.map((model) => line(model, scaling, yref))),
    layout: {
      xaxis: axis('confidence (%)', { range: [start, 101], anchor: 'y2' }),
      yaxis: gap([0.54, 1]),
      yaxis2: gap([0, 0.46]),
      shapes: panels.map(({ yref }) =>
        lineAcross(0, { color: MUTED, width: 1.5, dash: 'dash' }, { yref }),
      ),
      annotations: [
        keyLine(models.map(({ name, color }) => ({ text: name, color }))),
        ...panels.map(({ scaling, yref }) => {
          const corner = { x: 0.01, xref: 'paper', xanchor: 'left', yanchor: 'bottom' } as const;
          return note(`<b>${scaling}</b>`, { ...corner, y: range[0], yref, size: 13 });
        }),
      ],
    },
    rows,
  });
}

type Model = ReturnType<typeof modelsOf>[number];

function modelsOf(rows: readonly ReliabilityRow[]) {
  return [...groupsBy(rows, ({ model }) => model)].map(([name, own]) => {
    return { name, own, n: own[0]?.n, color: methodColor[own[0]?.method ?? 'control'] };
  });
}

function line({ name, own, color }: Model, scaling: Scaling, yaxis: 'y' | 'y2') {
  const points = own
    .filter((row) => row.scaling === scaling)
    .map(({ confidencePct, gapPts }) => ({ x: confidencePct, y: gapPts }));
  return marks(points, {
    mode: 'lines+markers',
    name: `${name}, ${scaling}`,
    xaxis: 'x',
    yaxis,
    line: { color, width: 1.8 },
    marker: { color, size: 7 },
    hover: `${name}<br>confidence %{x:.1f} %<br>accuracy − confidence %{y:+.1f} points`,
  });
}

function inWords({ name, own }: Model): string {
  const [trained, scaled] = scalings.map((scaling) => {
    const bins = own.filter((row) => row.scaling === scaling);
    const worst = bins.reduce((a, b) => (b.gapPts < a.gapPts ? b : a));
    return `${formatNumber(worst.gapPts, 1)} points at ${formatNumber(worst.confidencePct, 0)} % confidence`;
  });
  return `${name}: lowest ${trained} as trained, ${scaled} after scaling.`;
}
