import type { Data } from 'plotly.js-dist';
import { mean } from '../statistics/summary';
import type { AccuracyRow } from '../tables/accuracy-table';
import { formatCount, formatNumber, formatPct } from '../tables/format';
import { rounded } from '../tables/row';
import { seedPairs } from '../tables/seed-pairs';
import { spreadOf } from '../tables/spread';
import { barAndDotAxes, type Lines, panelPixels } from './bars-over-dots';
import { keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, methodColor, ORIGINAL_SYMBOL, originalMarker } from './palette';
import { seedDots } from './seed-dots';
import { baseLayout, wrapText } from './theme';

const LABEL_CHARACTERS = 22;

/**
 * Test accuracy by model: bars are means over seeds, hollow diamonds the original report. With one seed a
 * model the bar carries that run's 95 % Wilson interval; with several, a second panel shows each seed.
 */
export function accuracyBars(rows: readonly AccuracyRow[], words: Words = {}): Figure {
  const models = groupByModel(rows);
  const title = words.title ?? finding(models);
  const several = !isSingle(models);
  const originals = models.some((model) => originalOf(model) !== null);
  return figure(
    {
      name: 'accuracy-bars',
      title,
      caption: caption(models),
      alt: `Bars of test accuracy. ${models.map(inWords).join('; ')}.`,
      data: [
        bars(models),
        diamonds(models, labels(models), { yaxis: 'y' }),
        ...(several ? seedPanel(models) : []),
      ],
      layout: {
        ...baseLayout(title, {
          height: panelPixels(linesOf(models)) + 96,
          margin: { l: 100, t: 28 },
        }),
        bargap: 0.45,
        ...barAndDotAxes(linesOf(models)),
        annotations: [
          keyLine([
            { text: several ? 'mean' : 'this report', color: INK, dash: 'bars' },
            ...(several ? [{ text: 'seed', color: INK, dash: '•' }] : []),
            ...(originals ? [{ text: 'original report', color: INK, dash: ORIGINAL_SYMBOL }] : []),
          ]),
        ],
      },
    },
    words,
  );
}

/** The seeds of one model. */
type Model = readonly AccuracyRow[];

function groupByModel(rows: readonly AccuracyRow[]): Model[] {
  if (rows.length === 0) throw new Error('accuracyBars: expected at least one model, got none');
  return [...new Set(rows.map((row) => row.model))].map((model) =>
    rows.filter((row) => row.model === model),
  );
}

function pcts(model: Model): number[] {
  return model.map((row) => row.accuracyPct);
}

function name(model: Model): string {
  return model[0]?.model ?? '';
}

function originalOf(model: Model): number | null {
  return model[0]?.originalPct ?? null;
}

function isSingle(models: readonly Model[]): boolean {
  return models.every((model) => model.length === 1);
}

function wrappedName(model: Model): string {
  return wrapText(name(model), LABEL_CHARACTERS);
}

function labels(models: readonly Model[]): string[] {
  const seeds = (model: Model) => (isSingle(models) ? '' : `, n = ${model.length}`);
  return models.map(
    (model) => `${wrappedName(model)}<br><b>${formatPct(mean(pcts(model)))}</b>${seeds(model)}`,
  );
}

/** The line of the seeds: the deviation stands where it can be seen. */
function seedLabel(model: Model): string {
  const { sd } = spreadOf(pcts(model));
  return `${wrappedName(model)}<br>${sd === null ? 'one seed' : `sd ${formatNumber(sd)}`}`;
}

function inWords(model: Model): string {
  return `${name(model)}: ${formatPct(mean(pcts(model)))}${model.length > 1 ? ` (mean of ${model.length} seeds)` : ''}`;
}

function caption(models: readonly Model[]): string {
  const images = formatCount(models[0]?.[0]?.images ?? 0);
  const original = models.some((model) => originalOf(model) !== null)
    ? ' Hollow diamonds: the original report, which trained on 50,000 images, one number each.'
    : '';
  if (isSingle(models)) {
    return (
      `n = ${images} test images, one run (seed) a model. Lines: 95 % Wilson intervals of sampling test ` +
      `images; how much another seed would change is not in them.${original}`
    );
  }
  const seeds = models.map(
    (model, at) => `${at === 0 ? 'n = ' : ''}${model.length} (${name(model)})`,
  );
  return (
    `Seeds: ${seeds.join(', ')}, each on the same ${images} test images. Above, means from 0 to 100 %; ` +
    'below, magnified, each seed as a dot, the black line their mean, sd their standard deviation.' +
    `${pairsOnly(models)}${original}`
  );
}

/** Where the students' seeds are not the same, the difference of the bars is not that of the pairs. */
function pairsOnly(models: readonly Model[]): string {
  const { alone = [], distilled = [] } = students(models);
  const pairs = pairedGains(alone, distilled).length;
  const all = alone.length === pairs && distilled.length === pairs;
  return pairs === 0 || all ? '' : ' The title counts only seeds that both students have.';
}

/** Distilled minus alone by seed, where both are there, in points. */
function pairedGains(alone: Model, distilled: Model): number[] {
  return seedPairs(distilled, alone).map(([own, partner]) =>
    rounded(own.accuracyPct - partner.accuracyPct),
  );
}

function students(models: readonly Model[]) {
  const of = (method: 'alone' | 'distilled') => models.find((model) => model[0]?.method === method);
  return { alone: of('alone'), distilled: of('distilled') };
}

function bars(models: readonly Model[]): Partial<Data> {
  return {
    type: 'bar',
    orientation: 'h',
    name: 'mean',
    x: models.map((model) => mean(pcts(model))),
    y: labels(models),
    marker: { color: models.map((model) => methodColor[model[0]?.method ?? 'control']) },
    error_x: {
      type: 'data',
      visible: isSingle(models),
      symmetric: false,
      array: models.map(([row]) => (row ? row.highPct - row.accuracyPct : 0)),
      arrayminus: models.map(([row]) => (row ? row.accuracyPct - row.lowPct : 0)),
      color: INK,
      thickness: 1.5,
      width: 5,
    },
    hovertemplate: '%{x:.2f} %<extra></extra>',
  };
}

function diamonds(
  models: readonly Model[],
  places: readonly (string | number)[],
  axesOf: { readonly xaxis?: 'x2'; readonly yaxis: 'y' | 'y2' },
): Partial<Data> {
  const shown = models.flatMap((model, at) => {
    const x = originalOf(model);
    const y = places[at];
    return x === null || y === undefined ? [] : [{ x, y }];
  });
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'original report',
    x: shown.map(({ x }) => x),
    y: shown.map(({ y }) => y),
    ...axesOf,
    marker: originalMarker,
    hovertemplate: 'original report: %{x:.2f} %<extra></extra>',
  };
}

/** Each seed, on an axis that reaches from the lowest value to the highest. */
function seedPanel(models: readonly Model[]): Partial<Data>[] {
  const lines = models.map((model) => ({
    name: name(model),
    method: model[0]?.method ?? 'control',
    seeds: model.map((row) => row.seed),
    values: pcts(model),
  }));
  const on = { xaxis: 'x2', yaxis: 'y2' } as const;
  return [
    ...seedDots(lines, { ...on, value: '%{x:.2f} %' }),
    diamonds(models, [...models.keys()], on),
  ];
}

function linesOf(models: readonly Model[]): Lines {
  return {
    quantity: 'test accuracy (%)',
    bars: [0, 100],
    count: models.length,
    dotLabels: isSingle(models) ? undefined : models.map(seedLabel),
    dotValues: models.flatMap((model) => [...pcts(model), originalOf(model) ?? []].flat()),
  };
}

function finding(models: readonly Model[]): string {
  const { alone = [], distilled = [] } = students(models);
  const gains = pairedGains(alone, distilled);
  if (gains.length === 0) {
    return models.map((model) => `${name(model)}: ${formatPct(mean(pcts(model)))}`).join(', ');
  }
  const gain = mean(gains);
  return (
    `The distilled student scores ${formatNumber(Math.abs(gain))} points ` +
    `${gain < 0 ? 'below' : 'above'} the student alone ` +
    (gains.length === 1 ? 'in this one pair of runs' : `(mean of ${gains.length} pairs)`)
  );
}
