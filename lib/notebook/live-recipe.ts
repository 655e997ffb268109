import { recipe as parsed, type Recipe } from '../recipes/recipe';

const VALIDATION_IMAGES = 5_000;
const TEST_IMAGES = 10_000;

/**
 * The recipe for a cell that trains before the reader's eyes: one epoch, on at most as many images as the
 * environment's REPORT_LIVE_IMAGES says.
 * @throws when REPORT_LIVE_IMAGES is not a whole number from 1 up
 */
export function liveRecipe(recipe: Recipe): Recipe {
  const images = liveImages();
  const limit = recipe.limit ?? { validation: VALIDATION_IMAGES, test: TEST_IMAGES };
  return parsed({
    ...recipe,
    name: `${recipe.name}-live`,
    epochs: 1,
    ...(images === undefined
      ? {}
      : { limit: { ...limit, training: Math.min(images, recipe.limit?.training ?? images) } }),
  });
}

/** Whether `npm run report` executes this notebook: then nothing that differs by machine is shown. */
export function measuredByReport(): boolean {
  return liveImages() !== undefined;
}

function liveImages(): number | undefined {
  const text = process.env.REPORT_LIVE_IMAGES;
  if (text === undefined || text === '') return undefined;
  const images = Number(text);
  if (Number.isInteger(images) && images >= 1) return images;
  throw new Error(`REPORT_LIVE_IMAGES must be a whole number from 1 up, got "${text}".`);
}
