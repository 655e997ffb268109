import { inspect } from 'node:util';
import type { Dataset } from '../data/dataset';
import type { Recipe } from '../recipes/recipe';
import type { EpochRecord } from '../store/run-record';
import { methodOf } from '../tables/method';
import { type TrainOptions, train } from '../training/train';
import { type LiveOptions, liveView, shownToEnd } from './live';
import { measuredByReport } from './live-images';
import type { OwnLoss } from './own-parts';
import type { Model } from './tf';

/** What may differ from the recipe; see `TrainOptions` of lib/training/train. */
export interface OwnParts {
  /** Another loss than the recipe's objective. */
  readonly loss?: OwnLoss;
  /** Another network, with its own initial weights; training changes it in place. */
  readonly model?: Model;
  /** Other images than CIFAR-10. */
  readonly dataset?: Dataset;
  /** Another teacher: a model, or a function from normalised images [images, 32, 32, 3] to logits [images, classes]. */
  readonly teacher?:
    | Model
    | { readonly logitsOf: (images: Float32Array) => Float32Array; readonly identity?: string };
  /** The folder of runs, for the teacher; report/runs unless told. */
  readonly runs?: string;
}

/** What training gives; nothing of it is on disk. */
export interface TrainedHere {
  /** The trained model; a `teacher` of other trainings, for example. */
  readonly model: Model;
  readonly history: readonly EpochRecord[];
  /** [images, classes] of the test images */
  readonly testLogits: Float32Array;
  /** 0 to 1 */
  readonly testAccuracy: number;
  /** Mean cross-entropy on the test images. */
  readonly testLoss: number;
  /** 0 to 1; undefined where the validation images were trained on */
  readonly validationAccuracy?: number;
  readonly dataset: Dataset;
}

/**
 * `train` of lib/training in a cell: shows loss and accuracy as they come, and stops after the batch under way when
 * the kernel is interrupted.
 * @throws RunStopped when it was interrupted
 */
export async function trainHere(
  recipe: Recipe,
  seed: number,
  options: OwnParts & LiveOptions = {},
): Promise<TrainedHere> {
  const view = liveView({ method: methodOf(recipe), timeless: measuredByReport(), ...options });
  const parts = { ...options, onProgress: view.onProgress } as unknown as TrainOptions;
  const trained = await shownToEnd(train(recipe, seed, parts), view);
  await view.finish(trained.history);
  // What a cell prints that ends with a training: all weights would fill the screen.
  const { testAccuracy, dataset, history } = trained;
  const inWords = () =>
    `{ model, history, testLogits, … }: ${(100 * testAccuracy).toFixed(1)} % of ${dataset.test.labels.length} test images ` +
    `after ${history.length} epochs`;
  return Object.defineProperty(trained as unknown as TrainedHere, inspect.custom, {
    value: inWords,
  });
}
