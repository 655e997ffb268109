import type { ImageSet } from '../data/cifar10';
import { network } from '../engine/network';
import type { tf } from '../engine/tensorflow';
import type { Augmentation } from '../recipes/recipe';
import { type EvaluationOptions, evaluator } from './evaluate';

/** Views of an image shifted by at most one pixel, the edge filled by reflection, and their mirror images. */
const oneShift: Augmentation = { crop: 1, padding: 'reflect', flip: true };

/** The image itself (1, 1) with weight 1/2, moved up and left (2, 2) and down and right (0, 0) with 1/4 each. */
const shifts = [
  { offset: 1, weight: 1 / 2 },
  { offset: 0, weight: 1 / 4 },
  { offset: 2, weight: 1 / 4 },
] as const;

/** The six views and their weights, which sum to 1: each shift as it is and mirrored, half its weight each. */
export const testTimeViews = shifts.flatMap(({ offset, weight }) =>
  [0, 1].map((mirrored) => ({ view: (offset * 3 + offset) * 2 + mirrored, weight: weight / 2 })),
);

/**
 * Logits averaged over six views of each image: itself, moved by one pixel along the diagonal both ways, and the
 * mirror images of the three: mean = Σ_v weight_v · logits(view v).
 * Source: Jordan (2024), cifar10-airbench, level 2 of its test-time augmentation.
 * @param options `onProgress` counts views: six times the images
 * @returns [images, classes]
 */
export async function testTimeLogits(
  model: tf.LayersModel,
  set: ImageSet,
  options: Pick<EvaluationOptions, 'onProgress'> = {},
): Promise<Float32Array> {
  const made = network(model);
  const { logits, dispose } = evaluator(made);
  const sums = new Float64Array(set.labels.length * made.classes);
  try {
    for (const [pass, { view, weight }] of testTimeViews.entries()) {
      const onProgress = (done: number, images: number) =>
        options.onProgress?.(pass * images + done, testTimeViews.length * images);
      const values = await logits(set, { view, augmentation: oneShift, onProgress });
      values.forEach((value, place) => {
        sums[place] = (sums[place] as number) + weight * value;
      });
    }
    return Float32Array.from(sums);
  } finally {
    dispose();
    made.dispose();
  }
}
