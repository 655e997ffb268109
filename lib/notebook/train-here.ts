import type { Recipe } from '../recipes/recipe';
import { methodOf } from '../tables/method';
import { type Trained, type TrainOptions, train } from '../training/train';
import { interruptible } from './interruptible';
import { type LiveOptions, liveView } from './live';

/**
 * `train` of lib/training in a cell: shows loss and accuracy as they come, and stops after the batch under way when
 * the kernel is interrupted.
 * @param options as `train` takes them, but for progress and signal
 * @throws RunStopped when it was interrupted
 */
export async function trainHere(
  recipe: Recipe,
  seed: number,
  options: Omit<TrainOptions, 'onProgress' | 'signal'> & LiveOptions = {},
): Promise<Trained> {
  const view = liveView({ method: methodOf(recipe), ...options });
  const trained = await interruptible((signal) =>
    train(recipe, seed, { ...options, signal, onProgress: view.onProgress }),
  );
  await view.finish(trained.history);
  return trained;
}
