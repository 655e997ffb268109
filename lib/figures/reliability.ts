import type { Annotation, Data } from 'plotly.js-dist';
import { formatNumber } from '../tables/format';
import { type ReliabilityRow, type Scaling, scalings } from '../tables/reliability-rows';
import { keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, MUTED, methodColor } from './palette';
import { axis, baseLayout, gainRange } from './theme';

const PANEL_PIXELS = 210;

/**
 * Accuracy minus confidence by confidence, all models on the same axes: above as trained, below after one fitted
 * temperature. On 0 a model is calibrated, below it overconfident.
 */
export function reliability(rows: readonly ReliabilityRow[], words: Words = {}): Figure {
  const models = [...new Set(rows.map(({ model }) => model))];
  const [first] = rows;
  if (first === undefined) throw new Error('reliability: expected at least one model, got none');
  const title = words.title ?? `Accuracy minus confidence of ${models.join(', ')}`;
  const start = Math.floor(Math.min(...rows.map(({ confidencePct }) => confidencePct)) / 10) * 10;
  const range = gainRange(rows.map(({ gapPts }) => gapPts));
  const gap = (domain: [number, number]) =>
    axis('accuracy − confidence (points)', { range, domain });
  return figure(
    {
      name: 'reliability',
      title,
      caption:
        `Means over seeds: ${runsInWords(rows)}. Test images in 15 bins of equally many by confidence, the probability ` +
        'of the class put first. Each image is scaled by a temperature fitted to the other half of the test images.',
      alt: `Reliability of ${models.length} models. ${models.map((model) => inWords(rows, model)).join(' ')}`,
      data: scalings.flatMap((scaling) => models.map((model) => line(rows, model, scaling))),
      layout: {
        ...baseLayout(title, { height: 2 * PANEL_PIXELS + 110, margin: { t: 28 } }),
        xaxis: axis('confidence (%)', { range: [start, 101], anchor: 'y2' }),
        yaxis: gap([0.54, 1]),
        yaxis2: gap([0, 0.46]),
        shapes: (['y', 'y2'] as const).map((yref) => zero(yref)),
        annotations: [
          keyLine(models.map((text) => ({ text, color: colorOf(rows, text) }))),
          ...scalings.map((text, at) => panelName(text, at === 0 ? 'y' : 'y2', range)),
        ],
      },
      rows,
    },
    words,
  );
}

function runsInWords(rows: readonly ReliabilityRow[]): string {
  const models = new Map(rows.map(({ model, n }) => [model, n]));
  return [...models].map(([model, n]) => `n = ${n} (${model})`).join(', ');
}

function colorOf(rows: readonly ReliabilityRow[], model: string): string {
  return methodColor[rows.find((row) => row.model === model)?.method ?? 'control'];
}

function line(rows: readonly ReliabilityRow[], model: string, scaling: Scaling): Partial<Data> {
  const own = rows.filter((row) => row.model === model && row.scaling === scaling);
  const color = colorOf(rows, model);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: `${model}, ${scaling}`,
    x: own.map(({ confidencePct }) => confidencePct),
    y: own.map(({ gapPts }) => gapPts),
    xaxis: 'x',
    yaxis: scaling === scalings[0] ? 'y' : 'y2',
    line: { color, width: 1.8 },
    marker: { color, size: 7 },
    hovertemplate: `${model}<br>confidence %{x:.1f} %<br>accuracy − confidence %{y:+.1f} points<extra></extra>`,
  };
}

function zero(yref: 'y' | 'y2') {
  return {
    type: 'line',
    xref: 'paper',
    x0: 0,
    x1: 1,
    yref,
    y0: 0,
    y1: 0,
    line: { color: MUTED, width: 1.5, dash: 'dash' },
    layer: 'below',
  } as const;
}

function panelName(
  text: string,
  yref: 'y' | 'y2',
  [low]: readonly [number, number],
): Partial<Annotation> {
  return {
    text: `<b>${text}</b>`,
    x: 0.01,
    xref: 'paper',
    xanchor: 'left',
    y: low,
    yref,
    yanchor: 'bottom',
    showarrow: false,
    font: { size: 13, color: INK },
  };
}

function inWords(rows: readonly ReliabilityRow[], model: string): string {
  const least = (scaling: Scaling) => {
    const own = rows.filter((row) => row.model === model && row.scaling === scaling);
    const worst = own.reduce((a, b) => (b.gapPts < a.gapPts ? b : a));
    return `${formatNumber(worst.gapPts, 1)} points at ${formatNumber(worst.confidencePct, 0)} % confidence`;
  };
  return `${model}: lowest ${least(scalings[0])} as trained, ${least(scalings[1])} after scaling.`;
}
