import { recipe as parsed, type Recipe } from '../recipes/recipe';
import type { EpochRecord } from '../store/run-record';
import { liveImages } from './live-images';
import { type ShownOptions, trainHere } from './train-here';

/** What a short training in a cell comes to. */
export interface TrainedLive {
  readonly history: readonly EpochRecord[];
  /** After the last epoch, on the recipe's validation images. */
  readonly validationPct: number;
}

/** How much a short training takes, and how it is shown. */
export interface TrainLiveOptions extends ShownOptions {
  /** Training images; fewer, of these and of the others, where the environment or smoke scale asks for fewer. */
  readonly images: number;
  readonly epochs: number;
}

const VALIDATION_IMAGES = 1_000;

/**
 * Trains a recipe for a few epochs on a part of the training images, before the reader's eyes, and keeps nothing. A
 * distilled student learns from its teacher in report/runs. An interrupt of the kernel stops it after the batch under way.
 * @throws RunStopped when it was interrupted; as `train` does
 */
export async function trainLive(
  recipe: Recipe,
  seed: number,
  { images, epochs, ...shown }: TrainLiveOptions,
): Promise<TrainedLive> {
  const limit = {
    training: liveImages(images),
    validation: liveImages(VALIDATION_IMAGES),
    test: liveImages(VALIDATION_IMAGES),
  };
  const short = parsed({ ...recipe, name: `${recipe.name}-live`, epochs, limit });
  const trained = await trainHere(short, seed, shown);
  trained.model.dispose();
  return {
    history: trained.history,
    validationPct: 100 * (trained.validationAccuracy ?? Number.NaN),
  };
}
