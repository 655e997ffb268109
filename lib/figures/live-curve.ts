import { formatNumber, formatPct } from '../tables/format';
import type { Method } from '../tables/method';
import { directLabels, type Panel } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { methodColor } from './palette';
import { axis, baseLayout } from './theme';

/** A run under way. */
export interface LiveState {
  readonly method: Method;
  readonly epochs: number;
  /** As measured while training, smoothed; `epoch` counts steps too: 0.5 is half of the first epoch. */
  readonly points: readonly {
    readonly epoch: number;
    readonly loss: number;
    /** 0 to 1. */
    readonly accuracy: number;
  }[];
  /** At the end of each finished epoch, on the validation images. */
  readonly validation: readonly {
    readonly epoch: number;
    readonly loss: number;
    /** 0 to 1. */
    readonly accuracy: number;
  }[];
}

const MOST_POINTS = 300;
const PANEL_PIXELS = 150;

/** Accuracy and loss of a run so far, on axes that hold the whole run. */
export function liveCurve(state: LiveState, words: Words = {}): Figure {
  const points = thinned(state.points);
  const title = words.title ?? finding(state);
  const upper = panel('y', [0, 100]);
  const losses = [...points, ...state.validation].map((point) => point.loss);
  const lower = panel('y2', [0, Math.max(0.1, ...losses) * 1.08]);
  const color = methodColor[state.method];
  const line = { type: 'scatter', mode: 'lines', line: { color, width: 2 } } as const;
  const dot = { type: 'scatter', mode: 'markers', marker: { color, size: 10 } } as const;
  const measured = { name: 'training', x: points.map((point) => point.epoch) };
  const validated = { name: 'validation', x: state.validation.map((point) => point.epoch) };
  return figure(
    {
      name: 'live-curve',
      title,
      caption:
        'n = 1 run. Line: training images, smoothed. Dots: validation images after each epoch.',
      alt: `Accuracy and loss of a training run. ${finding(state)}`,
      data: [
        { ...line, ...measured, y: points.map((p) => 100 * p.accuracy) },
        { ...dot, ...validated, y: state.validation.map((p) => 100 * p.accuracy) },
        { ...line, ...measured, y: points.map((p) => p.loss), yaxis: 'y2' },
        { ...dot, ...validated, y: state.validation.map((p) => p.loss), yaxis: 'y2' },
      ],
      layout: {
        ...baseLayout(title, { height: 2 * PANEL_PIXELS + 100, margin: { r: 92 } }),
        xaxis: axis('epoch', { range: [0, state.epochs * 1.01], showgrid: false, anchor: 'y2' }),
        yaxis: axis('accuracy (%)', { domain: [0.55, 1], range: [upper.low, upper.high] }),
        yaxis2: axis('loss (nats)', { domain: [0, 0.45], range: [lower.low, lower.high] }),
        annotations: [
          ...labels(state, { panel: upper, of: (p) => 100 * p.accuracy, color }),
          ...labels(state, { panel: lower, of: (p) => p.loss, color }),
        ],
      },
    },
    words,
  );
}

type Point = LiveState['points'][number];

function panel(yref: 'y' | 'y2', [low, high]: readonly [number, number]): Panel {
  return { yref, low, high, pixels: PANEL_PIXELS };
}

function labels(
  { points, validation }: LiveState,
  { panel, of, color }: { panel: Panel; of: (point: Point) => number; color: string },
) {
  const training = points[points.length - 1];
  const validated = validation[validation.length - 1];
  return directLabels(
    [
      ...(training ? [{ text: 'training', y: of(training), color }] : []),
      ...(validated ? [{ text: 'validation', y: of(validated), color, dash: '•' }] : []),
    ],
    panel,
  );
}

/** At most MOST_POINTS of the points, evenly spaced, the last one always. */
function thinned(points: readonly Point[]): readonly Point[] {
  const step = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, at) => (points.length - 1 - at) % step === 0);
}

function finding({ points, validation, epochs }: LiveState): string {
  const done = validation[validation.length - 1];
  if (done !== undefined) {
    const count = `${done.epoch} of ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
    return `Validation accuracy ${formatPct(100 * done.accuracy, 1)} after ${count}`;
  }
  const last = points[points.length - 1];
  return last === undefined
    ? 'Training begins'
    : `Training accuracy ${formatPct(100 * last.accuracy, 1)}, ${formatNumber(last.epoch, 1)} of ${epochs} epochs`;
}
