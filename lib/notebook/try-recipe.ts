import { recipe as parsed, type Recipe } from '../recipes/recipe';
import type { EpochRecord } from '../store/run-record';
import { scale } from '../store/scale';
import { measuredByReport } from './live-recipe';
import { trainHere } from './train-here';

/** What a short training in a cell comes to. */
export interface Tried {
  readonly history: readonly EpochRecord[];
  /** After the last epoch, on the recipe's validation images. */
  readonly validationPct: number;
}

/** How much a trial trains on. */
export interface TrialSize {
  readonly images: number;
  readonly epochs: number;
}

const VALIDATION_IMAGES = 1_000;
const SMOKE_IMAGES = 256;

/**
 * Trains a recipe for a few epochs on a part of the training images, in the cell, and keeps nothing. An interrupt of the
 * kernel stops it after the batch under way.
 * @throws RunStopped when it was interrupted; as `train` does
 */
export async function tryRecipe(
  recipe: Recipe,
  seed: number,
  { images, epochs }: TrialSize,
): Promise<Tried> {
  const training = scale() === 'smoke' ? Math.min(images, SMOKE_IMAGES) : images;
  const limit = { training, validation: VALIDATION_IMAGES, test: VALIDATION_IMAGES };
  const short = parsed({ ...recipe, name: `${recipe.name}-trial`, epochs, limit });
  const trained = await trainHere(short, seed, { timeless: measuredByReport() });
  trained.model.dispose?.();
  return {
    history: trained.history,
    validationPct: 100 * (trained.validationAccuracy ?? Number.NaN),
  };
}
