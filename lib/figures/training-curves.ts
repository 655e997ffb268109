import type { Data } from 'plotly.js-dist';
import { mean } from '../statistics/summary';
import { formatPct } from '../tables/format';
import type { HistoryRow } from '../tables/history-rows';
import { directLabels, type LineEnd, type Panel } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { methodColor } from './palette';
import { axis, baseLayout } from './theme';

const PANEL_PIXELS = 200;

/**
 * Accuracy and cross-entropy by epoch: validation as lines, training as dots, each run named at its end.
 * @param rows epochs of one or several runs
 */
export function trainingCurves(rows: readonly HistoryRow[], words: Words = {}): Figure {
  const runs = groupByRun(rows);
  const title = words.title ?? finding(runs);
  const accuracies = runs.flatMap((run) =>
    run.flatMap((row) => [row.validationAccuracyPct, row.trainingAccuracyPct]),
  );
  const losses = runs.flatMap((run) =>
    run.flatMap((row) => [row.validationCrossEntropy, row.trainingCrossEntropy]),
  );
  const upper = panel('y', accuracies);
  const lower = panel('y2', losses);
  const epochs = Math.max(...rows.map((row) => row.epoch));
  return figure(
    {
      name: 'training-curves',
      title,
      caption:
        `Solid: the validation images. Dotted: augmented training images, measured while the weights ` +
        `still change. n = ${runs.length} ${runs.length === 1 ? 'run' : 'runs, one seed each line'}; ` +
        'the loss is the cross-entropy with the true labels in every run.',
      alt: `Line chart of accuracy and cross-entropy over ${epochs} epochs. ${finding(runs)}`,
      data: runs.flatMap((run) => [
        ...lines(run, 'y', accuracyLines),
        ...lines(run, 'y2', lossLines),
      ]),
      layout: {
        ...baseLayout(title, { height: 2 * PANEL_PIXELS + 110, margin: { r: 130 } }),
        grid: { rows: 2, columns: 1, pattern: 'coupled', ygap: 0.12 },
        hovermode: 'x unified',
        xaxis: axis('epoch', { range: [0.5, epochs + 0.5], showgrid: false, tickformat: 'd' }),
        yaxis: axis('accuracy (%)', { domain: [0.54, 1], range: [upper.low, upper.high] }),
        yaxis2: axis('cross-entropy (nats)', { domain: [0, 0.46], range: [lower.low, lower.high] }),
        annotations: [
          ...directLabels(ends(runs, accuracyLines), upper),
          ...directLabels(ends(runs, lossLines), lower),
        ],
      },
    },
    words,
  );
}

type Quantity =
  | 'validationAccuracyPct'
  | 'trainingAccuracyPct'
  | 'validationCrossEntropy'
  | 'trainingCrossEntropy';

const accuracyLines = ['validationAccuracyPct', 'trainingAccuracyPct'] as const;
const lossLines = ['validationCrossEntropy', 'trainingCrossEntropy'] as const;

function groupByRun(rows: readonly HistoryRow[]): HistoryRow[][] {
  if (rows.length === 0) throw new Error('trainingCurves: expected the epochs of a run, got none');
  const ids = [...new Set(rows.map((row) => row.run))];
  return ids.map((id) => rows.filter((row) => row.run === id).sort((a, b) => a.epoch - b.epoch));
}

function lines(
  run: readonly HistoryRow[],
  yaxis: 'y' | 'y2',
  [solid, dotted]: readonly [Quantity, Quantity],
): Partial<Data>[] {
  const unit = yaxis === 'y' ? '.2f} %' : '.3f}';
  return [solid, dotted].map((quantity) => ({
    type: 'scatter',
    mode: quantity === solid && run.length <= 20 ? 'lines+markers' : 'lines',
    name: `${run[0]?.model}, ${quantity === solid ? 'validation' : 'training'}`,
    x: run.map((row) => row.epoch),
    y: run.map((row) => row[quantity]),
    yaxis,
    line: {
      color: methodColor[run[0]?.method ?? 'control'],
      width: quantity === solid ? 2.5 : 1.5,
      dash: quantity === solid ? 'solid' : 'dot',
    },
    marker: { size: 5 },
    hovertemplate: `%{y:${unit}`,
  }));
}

/** Where lines end, by name: the models; or, of a single run, its validation and training lines. */
function ends(
  runs: readonly HistoryRow[][],
  [solid, dotted]: readonly [Quantity, Quantity],
): LineEnd[] {
  const last = runs.flatMap((run) => run.slice(-1));
  const only = last.length === 1 ? last[0] : undefined;
  if (only !== undefined) {
    const color = methodColor[only.method];
    return [
      { text: 'validation', y: only[solid], color },
      { text: 'training', y: only[dotted], color, dash: '···' },
    ];
  }
  return [...new Set(last.map((row) => row.model))].map((model) => {
    const own = last.filter((row) => row.model === model);
    const color = methodColor[own[0]?.method ?? 'control'];
    return { text: model, y: mean(own.map((row) => row[solid])), color };
  });
}

function panel(yref: 'y' | 'y2', values: readonly number[]): Panel {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const space = Math.max((most - least) * 0.06, 0.01);
  return { yref, low: least - space, high: most + space, pixels: PANEL_PIXELS };
}

function finding(runs: readonly HistoryRow[][]): string {
  const last = runs.flatMap((run) => run.slice(-1));
  const parts = last.map((row) => `${formatPct(row.validationAccuracyPct, 1)} (${row.model})`);
  const epochs = last[0]?.epoch ?? 0;
  return (
    `After ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} validation accuracy is ` +
    `${parts.join(', ').replace(/, ([^,]*)$/, ' and $1')}`
  );
}
