import type { Data } from 'plotly.js-dist';
import { mean } from '../statistics/summary';
import { formatPct, listed } from '../tables/format';
import { groupsBy } from '../tables/groups';
import type { HistoryRow } from '../tables/history-rows';
import {
  axesOf,
  type CurvePanel,
  firstLateEpoch,
  PANEL_PIXELS,
  panelsFrom,
  type Quantity,
} from './curve-panels';
import { directLabels, type LineEnd } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { band, marks } from './marks';
import { type Key, keyLine } from './notes';
import { MUTED, methodColor } from './palette';

/** What the line of keys takes above the upper panel. */
const KEY_PIXELS = 20;

/**
 * Accuracy and cross-entropy by epoch: validation as lines, training as dots, each model named at its end. Where a
 * step of the learning rate is followed by several epochs, these are drawn once more, magnified.
 * Runs of one model are its seeds: a line at their mean, a band from the lowest to the highest.
 * @param rows epochs of one or several runs
 */
export function trainingCurves(rows: readonly HistoryRow[], words: Words = {}): Figure {
  if (rows.length === 0) throw new Error('trainingCurves: expected the epochs of a run, got none');
  const models = modelsOf(rows);
  const keys = keysOf(models);
  const above = keys.length === 0 ? 0 : KEY_PIXELS;
  const epochs = Math.max(...rows.map((row) => row.epoch));
  const late = firstLateEpoch(rows);
  const drawn = [...panelsFrom(rows, 1), ...(late === undefined ? [] : panelsFrom(rows, late))];
  const named = drawn.slice(-2);
  const drawEach = (draw: typeof bands) =>
    drawn.flatMap((panel) => models.flatMap((model) => draw(model, panel)));
  return figure(words, {
    name: 'training-curves',
    title: finding(models),
    caption: caption(models),
    alt: `Line chart of accuracy and cross-entropy over ${epochs} epochs. ${finding(models)}`,
    frame: { height: 2 * PANEL_PIXELS + 110 + above, margin: { r: 130, t: 8 + above } },
    data: [...drawEach(bands), ...drawEach(lines)],
    layout: {
      hovermode: 'x unified',
      ...axesOf(drawn, epochs),
      annotations: [
        ...named.flatMap((panel) => directLabels(ends(models, panel), panel)),
        ...(above > 0 ? [keyLine(keys)] : []),
      ],
    },
    rows,
  });
}

interface Model {
  readonly name: string;
  readonly color: string;
  /** A run a seed, its epochs in order. */
  readonly runs: readonly (readonly HistoryRow[])[];
}

function modelsOf(rows: readonly HistoryRow[]): Model[] {
  return [...groupsBy(rows, ({ model }) => model)].map(([name, own]) => {
    const runs = [...groupsBy(own, ({ run }) => run).values()];
    const color = methodColor[own[0]?.method ?? 'control'];
    return { name, color, runs: runs.map((run) => run.sort((a, b) => a.epoch - b.epoch)) };
  });
}

/** A quantity epoch by epoch, over the seeds that have reached it. */
function byEpoch({ runs }: Model, quantity: Quantity, from: number) {
  const seeds = runs.map((run) =>
    valuesOf(
      run.filter(({ epoch }) => epoch >= from),
      quantity,
    ),
  );
  const epochs = Math.max(...seeds.map(({ length }) => length));
  return Array.from({ length: epochs }, (_, at) => {
    return { x: from + at, values: seeds.flatMap((values) => values[at] ?? []) };
  });
}

/** Empty for the validation images where a run trained on them. */
function valuesOf(run: readonly HistoryRow[], quantity: Quantity): readonly number[] {
  return run.flatMap((row) => row[quantity] ?? []);
}

/** From the lowest seed to the highest, to stand behind all lines; nothing of a single seed. */
function bands(model: Model, { solid, dotted, xaxis, yref, from }: CurvePanel): Partial<Data>[] {
  if (model.runs.length === 1) return [];
  return [solid, dotted].flatMap((quantity) => {
    const name = nameOf(model, quantity);
    const ranges = byEpoch(model, quantity, from).map(({ x, values }) => {
      return { x, low: Math.min(...values), high: Math.max(...values) };
    });
    const names = [`${name}, lowest`, `${name}, highest`] as const;
    return band(ranges, { names, color: model.color, xaxis, yaxis: yref });
  });
}

function lines(model: Model, panel: CurvePanel): Partial<Data>[] {
  const { solid, dotted, xaxis, yref: yaxis, value: hovertemplate, from } = panel;
  const isShort = model.runs.every((run) => run.length <= 20);
  const line = (quantity: Quantity, dash: 'solid' | 'dot', width: number) => {
    const name = nameOf(model, quantity) + (model.runs.length > 1 ? ', mean' : '');
    const points = byEpoch(model, quantity, from).map(({ x, values }) => ({ x, y: mean(values) }));
    const mode = isShort && dash === 'solid' ? 'lines+markers' : 'lines';
    const look = { line: { color: model.color, width, dash }, marker: { size: 5 } };
    return marks(points, { name, mode, xaxis, yaxis, ...look, hovertemplate });
  };
  return [line(solid, 'solid', 2.5), line(dotted, 'dot', 1.5)];
}

function nameOf({ name }: Model, quantity: Quantity): string {
  return `${name}, ${quantity.startsWith('validation') ? 'validation' : 'training'}`;
}

function lastOf({ runs }: Model, quantity: Quantity): readonly number[] {
  return runs.flatMap((run) => valuesOf(run, quantity).slice(-1));
}

/** Where lines end, by name: the models; or, of a single model, its validation and training lines. */
function ends(models: readonly Model[], { solid, dotted }: CurvePanel): LineEnd[] {
  const end = (model: Model, quantity: Quantity, key: Key) => {
    const last = lastOf(model, quantity);
    return last.length === 0 ? [] : [{ ...key, y: mean(last), color: model.color }];
  };
  if (models.length > 1) return models.flatMap((model) => end(model, solid, { text: model.name }));
  return models.flatMap((model) => [
    ...end(model, solid, { text: 'validation' }),
    ...end(model, dotted, { text: 'training', dash: '···' }),
  ]);
}

/** What solid, dotted and shaded mean; the lines of a single model bear their own names. */
function keysOf(models: readonly Model[]): Key[] {
  const lines = [{ text: 'validation' }, { text: 'training', dash: '···' }];
  const seeds = { text: 'lowest to highest seed', color: MUTED, dash: 'band' };
  return [...(models.length > 1 ? lines : []), ...(haveSeeds(models) ? [seeds] : [])];
}

function haveSeeds(models: readonly Model[]): boolean {
  return models.some(({ runs }) => runs.length > 1);
}

function caption(models: readonly Model[]): string {
  return (
    'Solid: the validation images. Dotted: augmented training images, measured while the weights still ' +
    `change. Runs (seeds): n = ${models.map(({ name, runs }) => `${runs.length} (${name})`).join(', ')}. ` +
    (haveSeeds(models)
      ? 'Lines are means over seeds, bands reach from the lowest seed to the highest. '
      : '') +
    'The loss is the cross-entropy with the true labels in every run.'
  );
}

function finding(models: readonly Model[]): string {
  const parts = models.flatMap((model) => {
    const last = lastOf(model, 'validationAccuracyPct');
    const several = model.runs.length > 1 ? `, mean of ${model.runs.length}` : '';
    return last.length === 0 ? [] : [`${formatPct(mean(last), 1)} (${model.name}${several})`];
  });
  const epochs = Math.max(...models.flatMap(({ runs }) => runs.map(({ length }) => length)));
  if (parts.length === 0) return `Trained for ${epochs} epochs on all images`;
  return `After ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} validation accuracy is ${listed(parts)}`;
}
