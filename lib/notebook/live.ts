import { type LiveState, liveCurve } from '../figures/live-curve';
import type { EpochRecord } from '../store/run-record';
import type { Method } from '../tables/method';
import { type Progress, RunStopped, teacherViewsInWords } from '../training/progress';
import { type Display, kernelDisplay, liveLine, openSlot } from './display';
import { growingFigure } from './growing-figure';
import type { pictureBundle } from './show';

/** Below this, JupyterLab does nothing but draw; more than some hundred a stretch would hang the cell. */
const MILLISECONDS_BETWEEN = 500;
const MILLISECONDS_BETWEEN_CURVES = 2_000;

/** How a training is shown. */
export interface LiveOptions {
  readonly display?: Display;
  /** Milliseconds since any moment; a test's own clock. */
  readonly clock?: () => number;
  /** Whether curves of loss and accuracy grow below the bar; true unless told. */
  readonly curve?: boolean;
  /** Whose colour the curve has. */
  readonly method?: Method;
  /** Draws the growing curve; a test's own. */
  readonly picture?: typeof pictureBundle;
  /** Leaves out what differs from run to run (speed and seconds), for notebooks that are committed. */
  readonly timeless?: boolean;
}

/** A validation after an epoch: of a run's history all that is drawn. */
export type Validated = Pick<EpochRecord, 'epoch' | 'validationLoss' | 'validationAccuracy'>;

/**
 * Shows a run under way in the cell's output: a bar with the time left, and curves of loss and accuracy
 * that grow in place. At most two updates a second, and after each the event loop turns once, so that
 * messages leave; the training does not wait until a curve is drawn. While it grows the curve is a picture; the
 * Plotly figure comes from `finish`.
 */
export function liveView(options: LiveOptions = {}) {
  const { display = kernelDisplay, clock, method = 'alone', timeless = false } = options;
  const bar = openSlot(display);
  const curve = options.curve === false ? undefined : growingFigure(display, options.picture);
  const isBarDue = pace(MILLISECONDS_BETWEEN, clock);
  const isCurveDue = pace(MILLISECONDS_BETWEEN_CURVES, clock);
  const points: LiveState['points'][number][] = [];
  let latest: Progress | undefined;
  const drawn = ({
    epochs,
    history,
  }: Pick<Progress, 'epochs'> & { history: readonly Validated[] }) =>
    liveCurve({ method, epochs, points, validation: validations(history) });
  return {
    onProgress: async (progress: Progress) => {
      latest = progress;
      if (progress.teacherViews === undefined) points.push(pointOf(progress));
      if (!isLastStep(progress) && !isBarDue()) return;
      bar.put(barBundle(progress, timeless));
      if (curve?.isIdle() && isCurveDue()) curve.draw(drawn(progress));
      await new Promise(setImmediate);
    },
    /** Draws the whole curve, the last validation included, when the run has ended. */
    finish: async (history: readonly Validated[]) => {
      if (latest === undefined) return; // the run was there already
      bar.put(barBundle(latest, timeless));
      await curve?.finish(drawn({ ...latest, history }));
      await new Promise(setImmediate);
    },
    /** Says that the run was interrupted, and where. */
    stopped: () => {
      const where = latest && ` in epoch ${latest.epoch} of ${latest.epochs}, step ${latest.step}`;
      bar.put(liveLine(`Interrupted${where ?? ''}.`));
    },
  };
}

/** What is asked often says yes at most once in so many milliseconds. */
export function pace(milliseconds: number, clock = () => performance.now()): () => boolean {
  let saidAt = Number.NEGATIVE_INFINITY;
  return () => {
    const isDue = clock() - saidAt >= milliseconds;
    if (isDue) saidAt = clock();
    return isDue;
  };
}

/**
 * What a training gives. When it was interrupted, its view says so.
 * @throws what the training throws, RunStopped too
 */
export async function shownToEnd<T>(
  training: Promise<T>,
  view: { readonly stopped: () => void },
): Promise<T> {
  return training.catch((error) => {
    if (error instanceof RunStopped) view.stopped();
    throw error;
  });
}

function pointOf({ epoch, step, steps, loss, accuracy }: Progress): LiveState['points'][number] {
  return { epoch: epoch - 1 + step / steps, loss, accuracy };
}

function validations(history: readonly Validated[]): LiveState['validation'] {
  return history.flatMap(({ epoch, validationLoss: loss, validationAccuracy: accuracy }) =>
    loss === undefined || accuracy === undefined ? [] : [{ epoch, loss, accuracy }],
  );
}

function isLastStep({ epoch, epochs, step, steps }: Progress): boolean {
  return epoch === epochs && step === steps;
}

function barBundle(progress: Progress, timeless: boolean) {
  const share = pointOf(progress).epoch / progress.epochs;
  const words = barWords(progress, timeless);
  return {
    'text/html':
      `<div class="live"><progress max="1" value="${share.toFixed(4)}" style="width:14em"></progress> ` +
      `<span style="font-variant-numeric:tabular-nums">${words}</span></div>`,
    'text/plain': words,
  };
}

function barWords(progress: Progress, timeless: boolean): string {
  const { epoch, epochs, step, steps, teacherViews } = progress;
  if (teacherViews !== undefined) {
    return `Epoch ${epoch} of ${epochs} · ${teacherViewsInWords(teacherViews)}`;
  }
  const end = isLastStep(progress);
  return [
    end ? 'Done' : `Epoch ${epoch} of ${epochs}, step ${step} of ${steps}`,
    `loss ${progress.loss.toFixed(3)}`,
    `accuracy ${(progress.accuracy * 100).toFixed(1)} %`,
    ...(timeless ? [] : [`${progress.imagesPerSecond.toFixed(0)} images/s`]),
    ...(timeless || end ? [] : [`${Math.ceil(progress.secondsLeft)} s left`]),
  ].join(' · ');
}
