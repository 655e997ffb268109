import type { Data } from 'plotly.js-dist';
import { mean } from '../statistics/summary';
import { formatPct, listed } from '../tables/format';
import type { HistoryRow } from '../tables/history-rows';
import {
  axesOf,
  type CurvePanel,
  firstLateEpoch,
  PANEL_PIXELS,
  panelsFrom,
  type Quantity,
} from './curve-panels';
import { directLabels, keyLine, type LineEnd } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, MUTED, methodColor } from './palette';
import { meanCurve, type SeedCurves, seedBand } from './seed-band';
import { baseLayout } from './theme';

/** What the line of keys takes above the upper panel. */
const KEY_PIXELS = 20;

/**
 * Accuracy and cross-entropy by epoch: validation as lines, training as dots, each model named at its end. Where a
 * step of the learning rate is followed by several epochs, these are drawn once more, magnified.
 * Runs of one model are its seeds: a line at their mean, a band from the lowest to the highest.
 * @param rows epochs of one or several runs
 */
export function trainingCurves(rows: readonly HistoryRow[], words: Words = {}): Figure {
  const models = groupByModel(rows);
  const title = words.title ?? finding(models);
  const keys = keysOf(models);
  const above = keys.length === 0 ? 0 : KEY_PIXELS;
  const epochs = Math.max(...rows.map((row) => row.epoch));
  const late = firstLateEpoch(rows);
  const drawn = [...panelsFrom(rows, 1), ...(late === undefined ? [] : panelsFrom(rows, late))];
  const named = drawn.slice(-2);
  return figure(
    {
      name: 'training-curves',
      title,
      caption: caption(models),
      alt: `Line chart of accuracy and cross-entropy over ${epochs} epochs. ${finding(models)}`,
      data: [
        ...drawn.flatMap((panel) => models.flatMap((model) => bands(model, panel))),
        ...drawn.flatMap((panel) => models.flatMap((model) => lines(model, panel))),
      ],
      layout: {
        ...baseLayout(title, {
          height: 2 * PANEL_PIXELS + 110 + above,
          margin: { r: 130, t: 8 + above },
        }),
        hovermode: 'x unified',
        ...axesOf(drawn, epochs, late),
        annotations: [
          ...named.flatMap((panel) => directLabels(ends(models, panel), panel)),
          ...(above > 0 ? [keyLine(keys)] : []),
        ],
      },
      rows,
    },
    words,
  );
}

/** The runs of one model, each its epochs in order. */
type Model = readonly (readonly HistoryRow[])[];

function groupByModel(rows: readonly HistoryRow[]): Model[] {
  if (rows.length === 0) throw new Error('trainingCurves: expected the epochs of a run, got none');
  const models = [...new Set(rows.map((row) => row.model))];
  return models.map((model) => {
    const own = rows.filter((row) => row.model === model);
    const runs = [...new Set(own.map((row) => row.run))];
    return runs.map((id) => own.filter((row) => row.run === id).sort((a, b) => a.epoch - b.epoch));
  });
}

function name(model: Model): string {
  return model[0]?.[0]?.model ?? '';
}

function color(model: Model): string {
  return methodColor[model[0]?.[0]?.method ?? 'control'];
}

function bands(model: Model, panel: CurvePanel): Partial<Data>[] {
  return panel.quantities.flatMap((quantity) =>
    seedBand(curves(model, quantity, panel.from), panel.axes),
  );
}

function lines(model: Model, { quantities, axes, value, from }: CurvePanel): Partial<Data>[] {
  const [solid, dotted] = quantities;
  const markers = model.every((run) => run.length <= 20);
  const style = { ...axes, value };
  return [
    meanCurve(curves(model, solid, from), { ...style, dash: 'solid', width: 2.5, markers }),
    meanCurve(curves(model, dotted, from), { ...style, dash: 'dot', width: 1.5, markers: false }),
  ];
}

function curves(model: Model, quantity: Quantity, from: number): SeedCurves {
  return {
    name: `${name(model)}, ${quantity.startsWith('validation') ? 'validation' : 'training'}`,
    color: color(model),
    seeds: model.map((run) =>
      valuesOf(
        run.filter((row) => row.epoch >= from),
        quantity,
      ),
    ),
    first: from,
  };
}

/** Nothing of the validation images where a run trained on them. */
function valuesOf(run: readonly HistoryRow[], quantity: Quantity): readonly number[] {
  return run.flatMap((row) => row[quantity] ?? []);
}

function lastOf(model: Model, quantity: Quantity): readonly number[] {
  return model.flatMap((run) => valuesOf(run, quantity).slice(-1));
}

/** Where lines end, by name: the models; or, of a single model, its validation and training lines. */
function ends(models: readonly Model[], { quantities }: CurvePanel): LineEnd[] {
  const [solid, dotted] = quantities;
  const end = (model: Model, quantity: Quantity, label: Omit<LineEnd, 'y' | 'color'>) => {
    const last = lastOf(model, quantity);
    return last.length === 0 ? [] : [{ ...label, y: mean(last), color: color(model) }];
  };
  const [only, ...others] = models;
  if (only !== undefined && others.length === 0) {
    return [
      ...end(only, solid, { text: 'validation' }),
      ...end(only, dotted, { text: 'training', dash: '···' }),
    ];
  }
  return models.flatMap((model) => end(model, solid, { text: name(model) }));
}

/** What solid, dotted and shaded mean; the lines of a single model bear their own names. */
function keysOf(models: readonly Model[]) {
  const several = models.some((model) => model.length > 1);
  return [
    ...(models.length > 1
      ? [
          { text: 'validation', color: INK },
          { text: 'training', color: INK, dash: '···' },
        ]
      : []),
    ...(several ? [{ text: 'lowest to highest seed', color: MUTED, dash: 'band' }] : []),
  ];
}

function caption(models: readonly Model[]): string {
  const several = models.some((model) => model.length > 1);
  const runs = models.map((model) => `${model.length} (${name(model)})`).join(', ');
  return (
    'Solid: the validation images. Dotted: augmented training images, measured while the weights still ' +
    `change. Runs (seeds): n = ${runs}. ` +
    (several
      ? 'Lines are means over seeds, bands reach from the lowest seed to the highest. '
      : '') +
    'The loss is the cross-entropy with the true labels in every run.'
  );
}

function finding(models: readonly Model[]): string {
  const parts = models.flatMap((model) => {
    const last = lastOf(model, 'validationAccuracyPct');
    if (last.length === 0) return [];
    const several = model.length > 1 ? `, mean of ${model.length}` : '';
    return `${formatPct(mean(last), 1)} (${name(model)}${several})`;
  });
  const epochs = Math.max(...models.flatMap((model) => model.map((run) => run.length)));
  if (parts.length === 0) return `Trained for ${epochs} epochs on all images`;
  return `After ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} validation accuracy is ${listed(parts)}`;
}
