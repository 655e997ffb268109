import { formatPct } from '../tables/format';
import type { Method } from '../tables/method';
import { directLabels } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { marks } from './marks';
import { methodColor } from './palette';
import { axis } from './theme';

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
  const lines = runs.map(({ label, method, accuracies }) => {
    const points = accuracies.map((accuracy, at) => ({ x: at + 1, y: 100 * accuracy }));
    return { label, color: methodColor[method], points };
  });
  const [low, high] = reach(lines.flatMap(({ points }) => points.map(({ y }) => y)));
  const ends = lines.flatMap(({ label: text, color, points }) =>
    points.slice(-1).map(({ y }) => ({ text, color, y })),
  );
  const finding =
    ends.length === 0
      ? 'Training begins'
      : `Validation accuracy: ${ends.map(({ text, y }) => `${text} ${formatPct(y, 1)}`).join(', ')}`;
  return figure(words, {
    name: 'live-comparison',
    title: finding,
    caption: `n = 1 run each. Accuracy on the validation images after each of ${epochs} epochs.`,
    alt: `Validation accuracy of ${runs.length} training runs by epoch. ${finding}`,
    frame: { height: PANEL_PIXELS + 90, margin: { r: 130 } },
    data: lines.map(({ label: name, color, points }) => {
      const look = { line: { color, width: 2 }, marker: { color, size: 7 } };
      return marks(points, { mode: 'lines+markers', name, ...look });
    }),
    layout: {
      xaxis: axis('epoch', { range: [0.5, epochs + 0.5], showgrid: false }),
      yaxis: axis('validation accuracy (%)', { range: [low, high] }),
      annotations: directLabels(ends, { yref: 'y', low, high, pixels: PANEL_PIXELS }),
    },
    rows: lines.flatMap(({ label, points }) =>
      points.map(({ x, y }) => ({ run: label, epoch: x, validationPct: y })),
    ),
  });
}

/** Whole tens around all values. */
function reach(pcts: readonly number[]): [number, number] {
  if (pcts.length === 0) return [0, 100];
  return [10 * Math.floor(Math.min(...pcts) / 10), 10 * Math.ceil(Math.max(...pcts) / 10 + 0.1)];
}
