import type { Data } from 'plotly.js-dist';
import { mean } from '../statistics/summary';
import type { AccuracyRow } from '../tables/accuracy-table';
import { formatCount, formatNumber, formatPct } from '../tables/format';
import { keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, methodColor, ORIGINAL_SYMBOL, originalMarker } from './palette';
import { axis, baseLayout } from './theme';

const ROW_PIXELS = 66;

/**
 * Test accuracy by model: bars are means over seeds, dots are seeds, hollow diamonds the original report.
 * With one seed a model the bar carries that run's 95 % Wilson interval.
 */
export function accuracyBars(rows: readonly AccuracyRow[], words: Words = {}): Figure {
  const models = groupByModel(rows);
  const title = words.title ?? finding(models);
  const labels = models.map(label);
  const seeds = Math.max(...models.map((model) => model.length));
  const images = rows[0]?.images ?? 0;
  const originals = models.flatMap((model, at) => {
    const value = model[0]?.originalPct ?? null;
    return value === null ? [] : [{ value, label: labels[at] as string }];
  });
  return figure(
    {
      name: 'accuracy-bars',
      title,
      caption:
        `n = ${formatCount(images)} test images, ` +
        (seeds === 1
          ? 'one run (seed) a model. Lines: 95 % Wilson intervals of sampling test images; how much ' +
            'another seed would change is not in them.'
          : `up to ${seeds} seeds a model (dots); bars are their means.`) +
        (originals.length > 0
          ? ' Hollow diamonds: the original report, which trained on 50,000 images, one run each.'
          : ''),
      alt: `Bars of test accuracy. ${models.map((model) => `${model[0]?.model}: ${pct(model)}`).join('; ')}.`,
      data: [
        bars(models, labels),
        ...(seeds > 1 ? [dots(models, labels)] : []),
        {
          type: 'scatter',
          mode: 'markers',
          name: 'original report',
          x: originals.map((one) => one.value),
          y: originals.map((one) => one.label),
          marker: originalMarker,
          hovertemplate: 'original report: %{x:.2f} %<extra></extra>',
        },
      ],
      layout: {
        ...baseLayout(title, {
          height: models.length * ROW_PIXELS + 96,
          margin: { l: 100, t: 28 },
        }),
        bargap: 0.45,
        xaxis: axis('test accuracy (%)', { range: [0, 100] }),
        yaxis: axis('', {
          autorange: 'reversed',
          showgrid: false,
          tickfont: { color: INK, size: 13 },
        }),
        annotations: [
          keyLine([
            { text: 'this report', color: INK, dash: 'bars' },
            ...(originals.length > 0
              ? [{ text: 'original report', color: INK, dash: ORIGINAL_SYMBOL }]
              : []),
          ]),
        ],
      },
    },
    words,
  );
}

type Model = readonly AccuracyRow[];

function groupByModel(rows: readonly AccuracyRow[]): Model[] {
  if (rows.length === 0) throw new Error('accuracyBars: expected at least one model, got none');
  return [...new Set(rows.map((row) => row.model))].map((model) =>
    rows.filter((row) => row.model === model),
  );
}

function meanPct(model: Model): number {
  return mean(model.map((row) => row.accuracyPct));
}

function pct(model: Model): string {
  return formatPct(meanPct(model));
}

function label(model: Model): string {
  return `${model[0]?.model}<br><b>${pct(model)}</b>`;
}

function bars(models: readonly Model[], labels: readonly string[]): Partial<Data> {
  const single = models.map((model) => (model.length === 1 ? model[0] : undefined));
  return {
    type: 'bar',
    orientation: 'h',
    name: 'this report',
    x: models.map(meanPct),
    y: [...labels],
    marker: { color: models.map((model) => methodColor[model[0]?.method ?? 'control']) },
    error_x: {
      type: 'data',
      visible: single.some((row) => row !== undefined),
      symmetric: false,
      array: single.map((row) => (row ? row.highPct - row.accuracyPct : 0)),
      arrayminus: single.map((row) => (row ? row.accuracyPct - row.lowPct : 0)),
      color: INK,
      thickness: 1.5,
      width: 5,
    },
    hovertemplate: '%{x:.2f} %<extra></extra>',
  };
}

function dots(models: readonly Model[], labels: readonly string[]): Partial<Data> {
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'seeds',
    x: models.flatMap((model) => model.map((row) => row.accuracyPct)),
    y: models.flatMap((model, at) => model.map(() => labels[at] as string)),
    text: models.flatMap((model) => model.map((row) => `seed ${row.seed}`)),
    marker: { color: INK, size: 6, opacity: 0.7 },
    hovertemplate: '%{text}: %{x:.2f} %<extra></extra>',
  };
}

function finding(models: readonly Model[]): string {
  const distilled = models.find((model) => model[0]?.method === 'distilled');
  const alone = models.find((model) => model[0]?.method === 'alone');
  if (distilled === undefined || alone === undefined) {
    return models.map((model) => `${model[0]?.model}: ${pct(model)}`).join(', ');
  }
  const gain = meanPct(distilled) - meanPct(alone);
  const seeds = Math.min(distilled.length, alone.length);
  return (
    `The distilled student scores ${formatNumber(Math.abs(gain))} points ` +
    `${gain < 0 ? 'below' : 'above'} the student alone ` +
    (seeds === 1 ? 'in this one pair of runs' : `in the mean of ${seeds} seeds`)
  );
}
