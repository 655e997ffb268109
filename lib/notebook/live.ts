import { type LiveState, liveCurve } from '../figures/live-curve';
import type { EpochRecord } from '../store/run-record';
import type { Method } from '../tables/method';
import { type OnProgress, type Progress, teacherViewsInWords } from '../training/progress';
import { type Display, kernelDisplay, liveLine, openSlot } from './display';
import { growingFigure } from './growing-figure';
import type { pictureBundle } from './show';

/** Below this, JupyterLab does nothing but draw; more than some hundred a stretch would hang the cell. */
const MILLISECONDS_BETWEEN = 500;
const MILLISECONDS_BETWEEN_CURVES = 2_000;
const NAME = 'live-curve';

export interface LiveOptions {
  readonly display?: Display;
  /** Milliseconds since any moment; a test's own clock. */
  readonly clock?: () => number;
  /** Whose colour the curve has. */
  readonly method?: Method;
  /** Draws the growing curve; a test's own. */
  readonly picture?: typeof pictureBundle;
  /** Leaves out what differs from run to run (speed and seconds), for notebooks that are committed. */
  readonly timeless?: boolean;
}

/** A validation after an epoch: of a run's history all that is drawn. */
export type Validated = Pick<EpochRecord, 'epoch' | 'validationLoss' | 'validationAccuracy'>;

/** A run's place in the output. */
export interface LiveView {
  readonly onProgress: OnProgress;
  /** Draws the whole curve, the last validation included, when the run has ended. */
  readonly finish: (history: readonly Validated[]) => Promise<void>;
  /** Says that the run was interrupted, and where. */
  readonly stopped: () => void;
}

/**
 * Shows a run under way in the cell's output: a bar with the time left, and curves of loss and accuracy
 * that grow in place. At most two updates a second, and after each the event loop turns once, so that
 * messages leave; the training does not wait until a curve is drawn. While it grows the curve is a picture; the
 * Plotly figure comes from `finish`.
 */
export function liveView(options: LiveOptions = {}): LiveView {
  const { clock = () => performance.now(), method = 'alone' } = options;
  const bar = progressBar(options);
  const curve = growingFigure(options.display ?? kernelDisplay, options.picture);
  const points: LiveState['points'][number][] = [];
  let curveAt = Number.NEGATIVE_INFINITY;
  let latest: Progress | undefined;
  const drawn = (progress: Progress, history: readonly Validated[] = progress.history) =>
    liveCurve(liveState(progress.epochs, points, { method, history }), { name: NAME });
  const finish: LiveView['finish'] = async (history) => {
    if (latest === undefined) return; // the run was there already
    bar.draw(latest);
    await curve.finish(drawn(latest, history));
    await new Promise(setImmediate);
  };
  const onProgress: OnProgress = async (progress) => {
    latest = progress;
    if (progress.teacherViews === undefined) points.push(pointOf(progress));
    if (!bar.isDue(progress)) return;
    bar.draw(progress);
    if (curve.isIdle() && clock() - curveAt >= MILLISECONDS_BETWEEN_CURVES) {
      curveAt = clock();
      curve.draw(drawn(progress));
    }
    await new Promise(setImmediate);
  };
  return { onProgress, finish, stopped: bar.stopped };
}

/** The bar of `liveView` alone, for trainings of which only the end matters. */
export function liveBar(options: LiveOptions = {}): LiveView {
  const bar = progressBar(options);
  const onProgress: OnProgress = async (progress) => {
    if (!bar.isDue(progress)) return;
    bar.draw(progress);
    await new Promise(setImmediate);
  };
  return { onProgress, finish: async () => undefined, stopped: bar.stopped };
}

/** A bar in the output that is due at most twice a second, and at the last step. */
function progressBar({
  display = kernelDisplay,
  clock = () => performance.now(),
  timeless = false,
}: LiveOptions) {
  const slot = openSlot(display);
  let drawnAt = Number.NEGATIVE_INFINITY;
  let drawn: Progress | undefined;
  return {
    stopped: () => {
      const where =
        drawn === undefined
          ? ''
          : ` in epoch ${drawn.epoch} of ${drawn.epochs}, step ${drawn.step}`;
      slot.put(liveLine(`Interrupted${where}.`));
    },
    isDue: (progress: Progress) =>
      isLastStep(progress) || clock() - drawnAt >= MILLISECONDS_BETWEEN,
    draw: (progress: Progress) => {
      drawnAt = clock();
      drawn = progress;
      slot.put(barBundle(progress, timeless));
    },
  };
}

function pointOf({ epoch, step, steps, loss, accuracy }: Progress): LiveState['points'][number] {
  return { epoch: epoch - 1 + step / steps, loss, accuracy };
}

function liveState(
  epochs: number,
  points: LiveState['points'],
  { method, history }: { readonly method: Method; readonly history: readonly Validated[] },
): LiveState {
  const validation = history.flatMap(
    ({ epoch, validationLoss: loss, validationAccuracy: accuracy }) =>
      loss === undefined || accuracy === undefined ? [] : [{ epoch, loss, accuracy }],
  );
  return { method, epochs, points, validation };
}

function isLastStep({ epoch, epochs, step, steps }: Progress): boolean {
  return epoch === epochs && step === steps;
}

function barBundle(progress: Progress, timeless: boolean) {
  const { epoch, epochs, step, steps } = progress;
  const share = (epoch - 1 + step / steps) / epochs;
  const words = barWords(progress, timeless);
  return {
    'text/html':
      `<div class="live"><progress max="1" value="${share.toFixed(4)}" style="width:14em"></progress> ` +
      `<span style="font-variant-numeric:tabular-nums">${words}</span></div>`,
    'text/plain': words,
  };
}

function barWords(progress: Progress, timeless: boolean): string {
  const { epoch, epochs, step, steps, loss, accuracy, imagesPerSecond, secondsLeft } = progress;
  const { teacherViews } = progress;
  if (teacherViews !== undefined) {
    return `Epoch ${epoch} of ${epochs} · ${teacherViewsInWords(teacherViews)}`;
  }
  const end = isLastStep(progress);
  return [
    end ? 'Done' : `Epoch ${epoch} of ${epochs}, step ${step} of ${steps}`,
    `loss ${loss.toFixed(3)}`,
    `accuracy ${(accuracy * 100).toFixed(1)} %`,
    ...(timeless ? [] : [`${imagesPerSecond.toFixed(0)} images/s`]),
    ...(timeless || end ? [] : [`${Math.ceil(secondsLeft)} s left`]),
  ].join(' · ');
}
