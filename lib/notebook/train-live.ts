import { recipe as parsed, type Recipe } from '../recipes/recipe';
import type { LiveOptions } from './live';
import { liveImages } from './live-images';
import { trainHere } from './train-here';

const VALIDATION_IMAGES = 1_000;

/**
 * Trains a recipe for a few epochs on a part of the training images, before the reader's eyes, and keeps nothing. A
 * distilled student learns from its teacher in report/runs. An interrupt of the kernel stops it after the batch under way.
 * @param options training images and epochs, and how it is shown; fewer images, of these and of the others, where the
 * environment or smoke scale asks for fewer
 * @returns with the accuracy after the last epoch on the recipe's validation images, in percent
 * @throws RunStopped when it was interrupted; as `train` does
 */
export async function trainLive(
  recipe: Recipe,
  seed: number,
  { images, epochs, ...shown }: LiveOptions & { readonly images: number; readonly epochs: number },
) {
  const others = liveImages(VALIDATION_IMAGES);
  const limit = { training: liveImages(images), validation: others, test: others };
  const short = parsed({ ...recipe, name: `${recipe.name}-live`, epochs, limit });
  const { model, history, validationAccuracy = Number.NaN } = await trainHere(short, seed, shown);
  model.dispose();
  return { history, validationPct: 100 * validationAccuracy };
}
