import { liveComparison } from '../figures/live-comparison';
import type { Recipe } from '../recipes/recipe';
import type { EpochRecord } from '../store/run-record';
import { methodLabel, methodOf } from '../tables/method';
import { interruptible } from '../training/interruptible';
import { type Progress, teacherViewsInWords } from '../training/progress';
import { train } from '../training/train';
import { type Display, kernelDisplay, liveLine, openSlot } from './display';
import { growingFigure } from './growing-figure';
import { pace, shownToEnd } from './live';

const MILLISECONDS_BETWEEN = 1_000;

/** A recipe with the name that its curve has: "student alone" or "student distilled", by its objective, unless told. */
export interface Contestant {
  readonly recipe: Recipe;
  readonly label?: string;
}

/** A contestant under way. */
interface Run extends Required<Contestant> {
  history: readonly EpochRecord[];
}

/**
 * Trains several recipes at once before the reader's eyes, from one seed: their batches take turns, and one figure shows the
 * validation accuracy of all. Each ends with the same weights as if it were trained by itself. An interrupt of the
 * kernel stops all after the batch under way.
 * @returns in the order of the contestants, what came out; `testAccuracy` after the last epoch, 0 to 1. The trained
 * models themselves are given up
 * @throws RunStopped when it was interrupted
 */
export async function trainTogether(
  contestants: readonly Contestant[],
  seed: number,
  display: Display = kernelDisplay,
) {
  const runs = contestants.map(
    ({ recipe, label = methodLabel[methodOf(recipe)] }): Run => ({ recipe, label, history: [] }),
  );
  const view = togetherView(runs, display);
  const trainOne = async (run: Run, signal: AbortSignal) => {
    const onProgress = (progress: Progress) => view.put(run, progress);
    const { model, history, testAccuracy } = await train(run.recipe, seed, { signal, onProgress });
    model.dispose();
    run.history = history;
    return { label: run.label, history, testAccuracy };
  };
  const training = interruptible((signal) => {
    const stop = new AbortController();
    signal.addEventListener('abort', () => stop.abort(), { once: true });
    return allOrNone(
      runs.map((run) => trainOne(run, stop.signal)),
      () => stop.abort(),
    );
  });
  const outcomes = await shownToEnd(training, view);
  await view.finish();
  return outcomes;
}

/** All results, or the first failure, once every run has ended. */
async function allOrNone<T>(runs: readonly Promise<T>[], onFailure: () => void): Promise<T[]> {
  const all = Promise.all(runs);
  await all.catch(onFailure);
  await Promise.allSettled(runs);
  return all;
}

function togetherView(runs: readonly Run[], display: Display) {
  const line = openSlot(display);
  const curves = growingFigure(display);
  const isDue = pace(MILLISECONDS_BETWEEN);
  let epochsDrawn = 0;
  const figure = () =>
    liveComparison({
      epochs: Math.max(...runs.map(({ recipe }) => recipe.epochs)),
      runs: runs.map(({ recipe, label, history }) => ({
        label,
        method: methodOf(recipe),
        accuracies: history.flatMap(({ validationAccuracy }) => validationAccuracy ?? []),
      })),
    });
  return {
    put: async (run: Run, progress: Progress) => {
      run.history = progress.history;
      if (isDue()) {
        line.put(liveLine(`${run.label}: ${where(progress)}`));
        const epochs = Math.min(...runs.map(({ history }) => history.length));
        if (epochs > epochsDrawn && curves.isIdle()) {
          epochsDrawn = epochs;
          curves.draw(figure());
        }
      }
      await new Promise(setImmediate);
    },
    stopped: () => line.put(liveLine('Interrupted.')),
    finish: () => {
      line.put(liveLine('Done.'));
      return curves.finish(figure());
    },
  };
}

function where({ epoch, epochs, step, steps, teacherViews }: Progress): string {
  if (teacherViews === undefined) return `epoch ${epoch} of ${epochs}, step ${step} of ${steps}`;
  return teacherViewsInWords(teacherViews);
}
