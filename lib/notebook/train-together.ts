import { type LiveComparison, liveComparison } from '../figures/live-comparison';
import type { Recipe } from '../recipes/recipe';
import type { EpochRecord } from '../store/run-record';
import { type Method, methodLabel, methodOf } from '../tables/method';
import { interruptible } from '../training/interruptible';
import { type Progress, RunStopped, teacherViewsInWords } from '../training/progress';
import { train } from '../training/train';
import { type Display, kernelDisplay, liveLine, openSlot } from './display';
import { growingFigure } from './growing-figure';

const MILLISECONDS_BETWEEN = 1_000;

/** A recipe with the name that its curve has. */
export interface Contestant {
  readonly recipe: Recipe;
  /** "student alone" or "student distilled", by its objective, unless told. */
  readonly label?: string;
}

/** What came out; the trained models themselves are given up. */
export interface Outcome {
  readonly label: string;
  readonly history: readonly EpochRecord[];
  /** After the last epoch, 0 to 1. */
  readonly testAccuracy: number;
}

/**
 * Trains several recipes at once before the reader's eyes, from one seed: their batches take turns, and one figure shows the
 * validation accuracy of all. Each ends with the same weights as if it were trained by itself. An interrupt of the
 * kernel stops all after the batch under way.
 * @returns in the order of the contestants
 * @throws RunStopped when it was interrupted
 */
export async function trainTogether(
  contestants: readonly Contestant[],
  seed: number,
  display: Display = kernelDisplay,
): Promise<readonly Outcome[]> {
  const view = togetherView(contestants, display);
  const trained = await interruptible((signal) => {
    const stop = new AbortController();
    signal.addEventListener('abort', () => stop.abort(), { once: true });
    const runs = contestants.map(({ recipe }, at) =>
      train(recipe, seed, {
        signal: stop.signal,
        onProgress: (progress) => view.put(at, progress),
      }),
    );
    return allOrNone(runs, () => stop.abort());
  }).catch((error) => {
    if (error instanceof RunStopped) view.stopped();
    throw error;
  });
  await view.finish(trained.map(({ history }) => history));
  return trained.map(({ model, history, testAccuracy }, at) => {
    model.dispose();
    return { label: labelOf(contestants[at] as Contestant), history, testAccuracy };
  });
}

function labelOf({ recipe, label }: Contestant): string {
  return label ?? methodLabel[methodOf(recipe)];
}

/** All results, or the first failure, once every run has ended. */
async function allOrNone<T>(runs: readonly Promise<T>[], onFailure: () => void): Promise<T[]> {
  const all = Promise.all(runs);
  await all.catch(onFailure);
  await Promise.allSettled(runs);
  return all;
}

function togetherView(contestants: readonly Contestant[], display: Display) {
  const line = openSlot(display);
  const curves = growingFigure(display);
  const histories: Progress['history'][] = contestants.map(() => []);
  const labels = contestants.map(labelOf);
  let shownAt = Number.NEGATIVE_INFINITY;
  let epochsDrawn = 0;
  const state = (): LiveComparison => ({
    epochs: Math.max(...contestants.map(({ recipe }) => recipe.epochs)),
    runs: contestants.map(({ recipe }, at) => ({
      label: labels[at] as string,
      method: methodOf(recipe) satisfies Method,
      accuracies: (histories[at] ?? []).flatMap(
        ({ validationAccuracy }) => validationAccuracy ?? [],
      ),
    })),
  });
  return {
    put: async (at: number, progress: Progress) => {
      histories[at] = progress.history;
      if (performance.now() - shownAt >= MILLISECONDS_BETWEEN) {
        shownAt = performance.now();
        line.put(liveLine(`${labels[at]}: ${where(progress)}`));
        const epochs = Math.min(...histories.map(({ length }) => length));
        if (epochs > epochsDrawn && curves.isIdle()) {
          epochsDrawn = epochs;
          curves.draw(liveComparison(state()));
        }
      }
      await new Promise(setImmediate);
    },
    stopped: () => line.put(liveLine('Interrupted.')),
    finish: async (ended: readonly Progress['history'][]) => {
      ended.forEach((history, at) => {
        histories[at] = history;
      });
      line.put(liveLine('Done.'));
      await curves.finish(liveComparison(state()));
    },
  };
}

function where({ epoch, epochs, step, steps, teacherViews }: Progress): string {
  if (teacherViews === undefined) return `epoch ${epoch} of ${epochs}, step ${step} of ${steps}`;
  return teacherViewsInWords(teacherViews);
}
