import { formatPct } from '../tables/format';
import type { Method } from '../tables/method';
import { directLabels } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { methodColor } from './palette';
import { axis, baseLayout } from './theme';

/** Runs under way, side by side. */
export interface LiveComparison {
  /** Of every run. */
  readonly epochs: number;
  readonly runs: readonly {
    readonly label: string;
    readonly method: Method;
    /** Validation accuracy after each finished epoch, 0 to 1. */
    readonly accuracies: readonly number[];
  }[];
}

const PANEL_PIXELS = 220;

/** Validation accuracy of several runs so far, a line each, on axes that hold the whole runs. */
export function liveComparison({ epochs, runs }: LiveComparison, words: Words = {}): Figure {
  const rows = runs.flatMap(({ label, accuracies }) =>
    accuracies.map((accuracy, at) => ({
      run: label,
      epoch: at + 1,
      validationPct: 100 * accuracy,
    })),
  );
  const range = reach(rows.map(({ validationPct }) => validationPct));
  const title = finding(runs);
  return figure(
    {
      name: 'live-comparison',
      title,
      caption: `n = 1 run each. Accuracy on the validation images after each of ${epochs} epochs.`,
      alt: `Validation accuracy of ${runs.length} training runs by epoch. ${title}`,
      data: runs.map(({ label, method, accuracies }) => ({
        type: 'scatter',
        mode: 'lines+markers',
        name: label,
        x: accuracies.map((_, at) => at + 1),
        y: accuracies.map((accuracy) => 100 * accuracy),
        line: { color: methodColor[method], width: 2 },
        marker: { color: methodColor[method], size: 7 },
      })),
      layout: {
        ...baseLayout(title, { height: PANEL_PIXELS + 90, margin: { r: 130 } }),
        xaxis: axis('epoch', { range: [0.5, epochs + 0.5], showgrid: false }),
        yaxis: axis('validation accuracy (%)', { range }),
        annotations: directLabels(
          runs.flatMap(({ label, method, accuracies }) => {
            const last = accuracies.at(-1);
            return last === undefined
              ? []
              : [{ text: label, y: 100 * last, color: methodColor[method] }];
          }),
          { yref: 'y', low: range[0], high: range[1], pixels: PANEL_PIXELS },
        ),
      },
      rows,
    },
    words,
  );
}

/** Whole tens around all values. */
function reach(pcts: readonly number[]): [number, number] {
  if (pcts.length === 0) return [0, 100];
  return [10 * Math.floor(Math.min(...pcts) / 10), 10 * Math.ceil(Math.max(...pcts) / 10 + 0.1)];
}

function finding(runs: LiveComparison['runs']): string {
  const ends = runs.flatMap(({ label, accuracies }) => {
    const last = accuracies.at(-1);
    return last === undefined ? [] : [`${label} ${formatPct(100 * last, 1)}`];
  });
  return ends.length === 0 ? 'Training begins' : `Validation accuracy: ${ends.join(', ')}`;
}
