import type { Data } from 'plotly.js-dist';
import { formatCount, formatNumber } from '../tables/format';
import type { PerClassRow } from '../tables/per-class-rows';
import { keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, methodColor } from './palette';
import { axis, baseLayout } from './theme';

const ROW_PIXELS = 44;
const OFFSET = 0.22;

/** Accuracy by class and model, hardest class at the bottom, by the first model's accuracy. */
export function perClassAccuracy(rows: readonly PerClassRow[], words: Words = {}): Figure {
  const models = [...new Set(rows.map((row) => row.model))];
  const classes = rows
    .filter((row) => row.model === models[0])
    .sort((a, b) => b.accuracyPct - a.accuracyPct)
    .map((row) => row.className);
  const title = words.title ?? finding(rows);
  const colorOf = (model: string) =>
    methodColor[rows.find((row) => row.model === model)?.method ?? 'control'];
  const least = Math.min(...rows.map((row) => row.lowPct));
  return figure(
    {
      name: 'per-class-accuracy',
      title,
      caption:
        `n = ${formatCount(rows[0]?.images ?? 0)} test images a class, one run a model; lines are 95 % ` +
        `Wilson intervals. Classes by accuracy of the ${models[0]}.`,
      alt: `Accuracy by class for ${models.join(', ')}. ${finding(rows)}`,
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
    },
    words,
  );
}

interface DotStyle {
  readonly color: string;
  readonly place: (className: string) => number;
}

function dots(rows: readonly PerClassRow[], { color, place }: DotStyle): Partial<Data> {
  return {
    type: 'scatter',
    mode: 'markers',
    name: rows[0]?.model ?? '',
    x: rows.map((row) => row.accuracyPct),
    y: rows.map((row) => place(row.className)),
    text: rows.map((row) => `${row.className}, ${row.model}`),
    marker: { color, size: 9 },
    error_x: {
      type: 'data',
      symmetric: false,
      array: rows.map((row) => row.highPct - row.accuracyPct),
      arrayminus: rows.map((row) => row.accuracyPct - row.lowPct),
      color,
      thickness: 1.5,
      width: 0,
    },
    hovertemplate: '%{text}: %{x:.1f} %<extra></extra>',
  };
}

function finding(rows: readonly PerClassRow[]): string {
  const models = [...new Set(rows.map((row) => row.model))];
  const hardest = models.map((model) =>
    rows
      .filter((row) => row.model === model)
      .reduce((a, b) => (b.accuracyPct < a.accuracyPct ? b : a)),
  );
  const names = [...new Set(hardest.map((row) => row.className))];
  const [only] = names;
  if (names.length === 1 && only !== undefined) {
    const values = hardest.map((row) => row.accuracyPct);
    const range =
      models.length === 1
        ? formatNumber(values[0] ?? 0, 1)
        : `${formatNumber(Math.min(...values), 1)} to ${formatNumber(Math.max(...values), 1)}`;
    return `The hardest class for every model is ${only}: ${range} % are recognised`;
  }
  return `Hardest classes: ${hardest
    .map((row) => `${row.className} for the ${row.model} (${formatNumber(row.accuracyPct, 1)} %)`)
    .join(', ')}`;
}
