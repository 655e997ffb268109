import { viewCount } from '../data/augmentation';
import type { Recipe } from '../recipes/recipe';
import { loadDataset } from './dataset';
import { RunStopped } from './progress';
import { openTeacher } from './teacher';

export interface RememberOptions {
  /** The folder of runs, for the teacher; report/runs unless told. */
  readonly runs?: string;
  /** Only view numbers that leave this remainder, so that several processes share the work. */
  readonly part?: { readonly index: number; readonly count: number };
  /** Looked at after every batch. */
  readonly signal?: AbortSignal;
  /** Called after every batch. */
  readonly onProgress?: (progress: RememberProgress) => void;
}

export interface RememberProgress {
  /** How many views of all images are done, of how many. */
  readonly view: number;
  readonly views: number;
  /** How many answers were missing and have been made so far. */
  readonly asked: number;
  /** How many are still to be made, at most: those missing of this view, and all of the views after it. */
  readonly left: number;
}

/**
 * Asks a recipe's teacher about every view of every training image, so that no run has to.
 * @returns how many answers were missing
 * @throws when the recipe has no teacher; RunStopped on the signal
 */
export async function rememberAllViews(
  recipe: Recipe,
  { runs, part = { index: 0, count: 1 }, signal, onProgress }: RememberOptions = {},
): Promise<number> {
  const dataset = await loadDataset(recipe);
  const needs = { teacher: true, studentLayers: [], teacherLayers: [] };
  const teacher = await openTeacher({ recipe, dataset, needs, ...(runs ? { runs } : {}) });
  const { augmentation } = recipe;
  const set = dataset.training;
  const indices = Int32Array.from({ length: set.labels.length }, (_, index) => index);
  const all = Array.from({ length: augmentation ? viewCount(augmentation) : 1 }, (_, view) => view);
  const own = all.filter((view) => view % part.count === part.index);
  let asked = 0;
  try {
    for (const [place, view] of own.entries()) {
      const views = augmentation ? new Uint16Array(indices.length).fill(view) : undefined;
      const before = asked;
      await teacher?.remember?.({ set, indices, views, augmentation }, (done, missing) => {
        asked = before + done;
        const left = missing - done + (own.length - place - 1) * indices.length;
        onProgress?.({ view: place, views: own.length, asked, left });
        if (signal?.aborted) throw new RunStopped(`Stopped at view ${place + 1} of ${own.length}.`);
      });
    }
  } finally {
    teacher?.close();
  }
  return asked;
}
