import { formatNumber, formatPct } from '../tables/format';
import type { Method } from '../tables/method';
import { directLabels } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { marks } from './marks';
import { methodColor } from './palette';
import { axis } from './theme';

/** Loss in nats and accuracy from 0 to 1; `epoch` counts steps too: 0.5 is half of the first epoch. */
interface LivePoint {
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
}

/** A run under way. */
export interface LiveState {
  readonly method: Method;
  readonly epochs: number;
  /** As measured while training, smoothed. */
  readonly points: readonly LivePoint[];
  /** At the end of each finished epoch, on the validation images. */
  readonly validation: readonly LivePoint[];
}

const MOST_POINTS = 300;
const PANEL_PIXELS = 150;

/** Accuracy and loss of a run so far, on axes that hold the whole run. */
export function liveCurve(state: LiveState, words: Words = {}): Figure {
  const { epochs, validation } = state;
  const points = thinned(state.points);
  const losses = [...points, ...validation].map(({ loss }) => loss);
  const color = methodColor[state.method];
  const panels = [
    { yref: 'y', low: 0, high: 100, of: (point: LivePoint) => 100 * point.accuracy },
    {
      yref: 'y2',
      low: 0,
      high: Math.max(0.1, ...losses) * 1.08,
      of: (point: LivePoint) => point.loss,
    },
  ] as const;
  return figure(words, {
    name: 'live-curve',
    title: finding(state),
    caption:
      'n = 1 run. Line: training images, smoothed. Dots: validation images after each epoch.',
    alt: `Accuracy and loss of a training run. ${finding(state)}`,
    frame: { height: 2 * PANEL_PIXELS + 100, margin: { r: 92 } },
    data: panels.flatMap(({ yref, of }) => {
      const places = (all: readonly LivePoint[]) =>
        all.map((one) => ({ x: one.epoch, y: of(one) }));
      const axes = yref === 'y' ? {} : { yaxis: yref };
      const line = { mode: 'lines', name: 'training', line: { color, width: 2 } } as const;
      const dots = { name: 'validation', marker: { color, size: 10 } };
      return [
        marks(places(points), { ...line, ...axes }),
        marks(places(validation), { ...dots, ...axes }),
      ];
    }),
    layout: {
      xaxis: axis('epoch', { range: [0, epochs * 1.01], showgrid: false, anchor: 'y2' }),
      yaxis: axis('accuracy (%)', { domain: [0.55, 1], range: [0, 100] }),
      yaxis2: axis('loss (nats)', { domain: [0, 0.45], range: [0, panels[1].high] }),
      annotations: panels.flatMap(({ of, ...panel }) => {
        const ends = [
          ...points.slice(-1).map((last) => ({ text: 'training', y: of(last), color })),
          ...validation.slice(-1).map((last) => {
            return { text: 'validation', y: of(last), color, dash: '•' };
          }),
        ];
        return directLabels(ends, { ...panel, pixels: PANEL_PIXELS });
      }),
    },
  });
}

/** At most MOST_POINTS of the points, evenly spaced, the last one always. */
function thinned(points: readonly LivePoint[]): readonly LivePoint[] {
  const step = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, at) => (points.length - 1 - at) % step === 0);
}

function finding({ points, validation, epochs }: LiveState): string {
  const done = validation.at(-1);
  if (done !== undefined) {
    const count = `${done.epoch} of ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
    return `Validation accuracy ${formatPct(100 * done.accuracy, 1)} after ${count}`;
  }
  const last = points.at(-1);
  return last === undefined
    ? 'Training begins'
    : `Training accuracy ${formatPct(100 * last.accuracy, 1)}, ${formatNumber(last.epoch, 1)} of ${epochs} epochs`;
}
