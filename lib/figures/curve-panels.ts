import type { Layout } from 'plotly.js-dist';
import type { HistoryRow } from '../tables/history-rows';
import type { Panel } from './direct-labels';
import type { PanelAxes } from './seed-band';
import { axis } from './theme';

/** Height of a panel in pixels, about. */
export const PANEL_PIXELS = 200;

/** What a curve shows of an epoch. */
export type Quantity =
  | 'validationAccuracyPct'
  | 'trainingAccuracyPct'
  | 'validationCrossEntropy'
  | 'trainingCrossEntropy';

const accuracyLines = ['validationAccuracyPct', 'trainingAccuracyPct'] as const;
const lossLines = ['validationCrossEntropy', 'trainingCrossEntropy'] as const;

/** A panel of one quantity, from an epoch on. */
export interface CurvePanel extends Panel {
  readonly axes: Required<PanelAxes>;
  readonly quantities: readonly [Quantity, Quantity];
  readonly value: string;
  readonly from: number;
}

/** The panels of accuracy and cross-entropy from an epoch on: all epochs at the left, late ones at the right. */
export function panelsFrom(rows: readonly HistoryRow[], from: number): CurvePanel[] {
  const [xaxis, upper, lower] =
    from === 1 ? (['x', 'y', 'y2'] as const) : (['x2', 'y3', 'y4'] as const);
  const shown = rows.filter((row) => row.epoch >= from);
  const panel = (
    yaxis: Panel['yref'],
    quantities: CurvePanel['quantities'],
    value: string,
  ): CurvePanel => {
    const values = shown.flatMap((row) => quantities.flatMap((quantity) => row[quantity] ?? []));
    return { ...reach(yaxis, values), axes: { xaxis, yaxis }, quantities, value, from };
  };
  return [panel(upper, accuracyLines, '%{y:.2f} %'), panel(lower, lossLines, '%{y:.3f}')];
}

/** The epoch after the last step of the learning rate, if it at least halves there in every run and two epochs follow. */
export function firstLateEpoch(rows: readonly HistoryRow[]): number | undefined {
  const rates = new Map<number, number[]>();
  for (const { epoch, learningRate } of rows) {
    rates.set(epoch, [...(rates.get(epoch) ?? []), learningRate]);
  }
  const highest = (epoch: number) => Math.max(...(rates.get(epoch) ?? []));
  const drops = [...rates.keys()].filter(
    (epoch) => rates.has(epoch - 1) && highest(epoch) <= highest(epoch - 1) / 2,
  );
  const late = Math.max(...drops);
  return drops.length > 0 && rates.has(late + 2) ? late : undefined;
}

/** Left and right edge of the two columns of panels. */
const COLUMNS = { all: [0, 0.56], late: [0.7, 1] } as const;
const UPPER: [number, number] = [0.54, 1];
const LOWER: [number, number] = [0, 0.46];

/** The axes of panels that start with epoch 1, and of those that magnify the late epochs. */
export function axesOf(
  drawn: readonly CurvePanel[],
  epochs: number,
  late: number | undefined,
): Partial<Layout> {
  const x = (from: number, [left, right]: readonly [number, number], anchor: 'y2' | 'y4') =>
    axis(from === 1 ? 'epoch' : `epochs ${from} to ${epochs}, magnified`, {
      domain: [left, right],
      anchor,
      range: [from - 0.5, epochs + 0.5],
      showgrid: false,
      tickformat: 'd',
      ...(from === 1 ? {} : { dtick: 1 }),
    });
  const y = ({ axes, quantities, low, high }: CurvePanel) => {
    const isUpper = quantities === accuracyLines;
    const title = isUpper ? 'accuracy (%)' : 'cross-entropy (nats)';
    return axis(title, {
      domain: isUpper ? UPPER : LOWER,
      anchor: axes.xaxis,
      range: [low, high],
    });
  };
  return {
    xaxis: x(1, late === undefined ? [0, 1] : COLUMNS.all, 'y2'),
    ...(late === undefined ? {} : { xaxis2: x(late, COLUMNS.late, 'y4') }),
    ...Object.fromEntries(drawn.map((panel) => [panel.axes.yaxis.replace('y', 'yaxis'), y(panel)])),
  };
}

function reach(yref: Panel['yref'], values: readonly number[]): Panel {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const space = Math.max((most - least) * 0.06, 0.01);
  return { yref, low: least - space, high: most + space, pixels: PANEL_PIXELS };
}
