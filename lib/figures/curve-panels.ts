import type { Layout } from 'plotly.js-dist';
import type { HistoryRow } from '../tables/history-rows';
import type { Panel } from './direct-labels';
import { axis } from './theme';

/** Height of a panel in pixels, about. */
export const PANEL_PIXELS = 200;

/** What a panel shows: the validation images solid, the training images dotted. */
const upper = {
  title: 'accuracy (%)',
  solid: 'validationAccuracyPct',
  dotted: 'trainingAccuracyPct',
  value: '%{y:.2f} %',
  domain: [0.54, 1],
} as const;
const lower = {
  title: 'cross-entropy (nats)',
  solid: 'validationCrossEntropy',
  dotted: 'trainingCrossEntropy',
  value: '%{y:.3f}',
  domain: [0, 0.46],
} as const;

/** What a curve shows of an epoch. */
export type Quantity = CurvePanel['solid' | 'dotted'];

/** A panel of one quantity, from an epoch on. */
export type CurvePanel = (typeof upper | typeof lower) &
  Panel & {
    readonly xaxis: 'x' | 'x2';
    readonly from: number;
  };

/** The panels of accuracy and cross-entropy from an epoch on: all epochs at the left, late ones at the right. */
export function panelsFrom(rows: readonly HistoryRow[], from: number): CurvePanel[] {
  const [xaxis, ...yrefs] =
    from === 1 ? (['x', 'y', 'y2'] as const) : (['x2', 'y3', 'y4'] as const);
  const shown = rows.filter(({ epoch }) => epoch >= from);
  return [upper, lower].map((panel, at) => {
    const quantities = [panel.solid, panel.dotted];
    const values = shown.flatMap((row) => quantities.flatMap((quantity) => row[quantity] ?? []));
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const space = Math.max((most - least) * 0.06, 0.01);
    const range = { low: least - space, high: most + space };
    return { ...panel, ...range, from, xaxis, yref: yrefs[at] ?? 'y', pixels: PANEL_PIXELS };
  });
}

/** The epoch after the last step of the learning rate, if it at least halves there in every run and two epochs follow. */
export function firstLateEpoch(rows: readonly HistoryRow[]): number | undefined {
  const highest = new Map<number, number>();
  for (const { epoch, learningRate } of rows) {
    highest.set(epoch, Math.max(learningRate, highest.get(epoch) ?? 0));
  }
  const drops = [...highest].flatMap(([epoch, rate]) => {
    const before = highest.get(epoch - 1);
    return before !== undefined && rate <= before / 2 ? [epoch] : [];
  });
  const late = Math.max(...drops);
  return highest.has(late + 2) ? late : undefined;
}

/** The axes of panels that start with epoch 1, and of those at their right that magnify the late epochs. */
export function axesOf(drawn: readonly CurvePanel[], epochs: number): Partial<Layout> {
  const all: [number, number] = drawn.length > 2 ? [0, 0.56] : [0, 1];
  const x = ({ from, yref }: CurvePanel) =>
    axis(from === 1 ? 'epoch' : `epochs ${from} to ${epochs}, magnified`, {
      domain: from === 1 ? all : [0.7, 1],
      anchor: yref,
      range: [from - 0.5, epochs + 0.5],
      showgrid: false,
      tickformat: 'd',
      ...(from === 1 ? {} : { dtick: 1 }),
    });
  const y = ({ title, domain, xaxis, low, high }: CurvePanel) =>
    axis(title, { domain: [...domain], anchor: xaxis, range: [low, high] });
  const axes = drawn.flatMap((panel) => [
    [panel.xaxis.replace('x', 'xaxis'), x(panel)], // the lower panel's in the end, below which it stands
    [panel.yref.replace('y', 'yaxis'), y(panel)],
  ]);
  return Object.fromEntries(axes);
}
