import type { Data } from 'plotly.js-dist';
import type { ClassAccuracyRow } from '../tables/class-accuracy-rows';
import { formatNumber } from '../tables/format';
import { keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, methodColor } from './palette';
import { axis, baseLayout } from './theme';

const ROW_PIXELS = 44;
const OFFSET = 0.22;

/** Accuracy by class and model over all seeds, the class that is hardest for the first model at the bottom. */
export function perClassAccuracy(all: readonly ClassAccuracyRow[], words: Words = {}): Figure {
  const rows = all.filter(({ meanPct }) => meanPct !== null);
  const models = [...new Set(rows.map((row) => row.model))];
  const classes = rows
    .filter((row) => row.model === models[0])
    .sort((a, b) => (b.meanPct ?? 0) - (a.meanPct ?? 0))
    .map((row) => row.className);
  const title = words.title ?? `Accuracy by class of ${models.join(', ')}`;
  const colorOf = (model: string) =>
    methodColor[rows.find((row) => row.model === model)?.method ?? 'control'];
  const least = Math.min(...rows.map((row) => row.lowestPct ?? 0));
  return figure(
    {
      name: 'per-class-accuracy',
      title,
      caption:
        `Dots are means over seeds: ${models.map((model) => `n = ${runsOf(rows, model)} (${model})`).join(', ')}; lines ` +
        `reach from the lowest seed to the highest. Classes by accuracy of the ${models[0]}.`,
      alt: `Accuracy by class. ${models.map((model) => hardest(rows, model)).join(' ')}`,
      data: models.map((model, at) =>
        dots(
          rows.filter((row) => row.model === model),
          {
            color: colorOf(model),
            place: (className) =>
              classes.indexOf(className) + (at - (models.length - 1) / 2) * OFFSET,
          },
        ),
      ),
      layout: {
        ...baseLayout(title, {
          height: classes.length * ROW_PIXELS + 90,
          margin: { l: 90, t: 28 },
        }),
        xaxis: axis('accuracy on the class (%)', {
          range: [Math.max(0, Math.floor(least / 10) * 10), 100],
        }),
        yaxis: axis('', {
          range: [classes.length - 0.4, -0.6],
          tickmode: 'array',
          tickvals: classes.map((_, at) => at),
          ticktext: classes,
          tickfont: { color: INK, size: 13 },
        }),
        annotations: [keyLine(models.map((text) => ({ text, color: colorOf(text) })))],
      },
      rows,
    },
    words,
  );
}

function runsOf(rows: readonly ClassAccuracyRow[], model: string): number {
  return rows.find((row) => row.model === model)?.n ?? 0;
}

interface DotStyle {
  readonly color: string;
  readonly place: (className: string) => number;
}

function dots(rows: readonly ClassAccuracyRow[], { color, place }: DotStyle): Partial<Data> {
  return {
    type: 'scatter',
    mode: 'markers',
    name: rows[0]?.model ?? '',
    x: rows.map((row) => row.meanPct),
    y: rows.map((row) => place(row.className)),
    text: rows.map((row) => `${row.className}, ${row.model}`),
    marker: { color, size: 9 },
    error_x: {
      type: 'data',
      symmetric: false,
      array: rows.map((row) => (row.highestPct ?? 0) - (row.meanPct ?? 0)),
      arrayminus: rows.map((row) => (row.meanPct ?? 0) - (row.lowestPct ?? 0)),
      color,
      thickness: 1.5,
      width: 0,
    },
    hovertemplate: '%{text}: %{x:.1f} %<extra></extra>',
  };
}

function hardest(rows: readonly ClassAccuracyRow[], model: string): string {
  const own = rows.filter((row) => row.model === model);
  const least = own.reduce((a, b) => ((b.meanPct ?? 0) < (a.meanPct ?? 0) ? b : a));
  return `Hardest for the ${model}: ${least.className}, ${formatNumber(least.meanPct ?? 0, 1)} %.`;
}
