import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { viewCount } from '../data/augmentation';
import type { ImageSet } from '../data/cifar10';
import { type Network, network } from '../engine/network';
import type { tf } from '../engine/tensorflow';
import { buildLoss } from '../losses/build';
import type { Loss } from '../losses/loss';
import { buildModel, frozenWeights } from '../models/build';
import { fitToImages } from '../models/whitening';
import type { Recipe } from '../recipes/recipe';
import { projectRoot } from '../store/project-root';
import type { EpochRecord } from '../store/run-record';
import { runsFolder } from '../store/run-store';
import { buildOptimizer } from './build-optimizer';
import { type Dataset, loadDataset } from './dataset';
import { networkLogits, score } from './evaluate';
import { type EpochTiming, type FitState, fitModel } from './fit';
import { loadModel, weightsChecksum } from './model-files';
import type { OnProgress } from './progress';
import { cachedTeacherLogits } from './teacher-logits';

export interface TrainOptions {
  /** Another loss than the recipe's objective: for experiments of one's own. */
  readonly loss?: Loss;
  /** What progress calls the run; the recipe's name unless told. */
  readonly runId?: string;
  /** The folder of runs, for the teacher; report/runs unless told. */
  readonly runs?: string;
  readonly onProgress?: OnProgress;
  /** Stops after the batch under way. */
  readonly signal?: AbortSignal;
  /** Called before the first epoch, to bring the state to where a checkpoint was. */
  readonly onStart?: (state: FitState) => void;
  /** Called after each complete epoch. */
  readonly onEpoch?: (state: FitState) => void;
}

/** What training gives; nothing of it is on disk. */
export interface Trained {
  /** The trained model; the caller disposes of it. */
  readonly model: tf.LayersModel;
  readonly history: readonly EpochRecord[];
  readonly timing: readonly EpochTiming[];
  /** [images, 10] of the test images, after the last epoch */
  readonly testLogits: Float32Array;
  /** Test accuracy, 0 to 1. */
  readonly testAccuracy: number;
  /** Mean cross-entropy on the test images. */
  readonly testLoss: number;
  /** Of the last epoch, 0 to 1; of the initial weights where there is none. */
  readonly validationAccuracy: number;
  readonly dataset: Dataset;
  /** All weights, layer by layer. */
  readonly weights: readonly Float32Array[];
}

/**
 * Trains a model by a recipe, in memory: for experiments that the store of runs need not keep. `run` does
 * the same and keeps what comes out.
 * @throws as `run` does
 */
export async function train(
  recipe: Recipe,
  seed: number,
  options: TrainOptions = {},
): Promise<Trained> {
  const dataset = await loadDataset(recipe);
  const teacher = recipe.teacher ? await loadTeacher(recipe, dataset, options.runs) : undefined;
  const model = buildModel(recipe.model, seed, recipe);
  fitToImages(model, dataset.training);
  const made = network(model, frozenWeights(recipe.model));
  const state = freshState(made, recipe, dataset);
  try {
    options.onStart?.(state);
    await fitModel(state, {
      ...options,
      runId: options.runId ?? recipe.name,
      recipe,
      seed,
      dataset,
      loss: options.loss ?? buildLoss(recipe.objective),
      ...(teacher ? { teacher: teacher.logits } : {}),
    });
    const testLogits = await networkLogits(made, dataset.test);
    const { accuracy: testAccuracy, loss: testLoss } = score(testLogits, dataset.test.labels);
    const validationAccuracy =
      state.history.at(-1)?.validationAccuracy ?? (await accuracyOn(made, dataset.validation));
    made.writeBack();
    const { history, timing } = state;
    return {
      model,
      history,
      timing,
      testLogits,
      testAccuracy,
      testLoss,
      validationAccuracy,
      dataset,
      weights: made.weights(),
    };
  } catch (error) {
    model.dispose();
    throw error;
  } finally {
    state.optimizer.dispose();
    made.dispose();
    teacher?.close();
  }
}

async function accuracyOn(made: Network, set: ImageSet): Promise<number> {
  return score(await networkLogits(made, set), set.labels).accuracy;
}

/** The recipe's teacher, its answers remembered in .cache/ from run to run. */
async function loadTeacher(recipe: Recipe, dataset: Dataset, runs: string | undefined) {
  const model = await loadModel(recipe.teacher as string, runs);
  const teacher = network(model);
  model.dispose();
  const { crop = 0, padding = 'zero', flip = false } = recipe.augmentation ?? {};
  const key = createHash('sha256')
    .update(
      [
        weightsChecksum(teacher.weights()),
        dataset.checksum,
        recipe.trainOn,
        crop,
        padding,
        Boolean(flip), // alternating or not, the views are the same
      ].join(),
    )
    .digest('hex');
  const file = join(teacherCacheFolder(runs), `${recipe.teacher}-${key.slice(0, 16)}.bin`);
  const views = viewCount({ crop, padding, flip });
  const { logits, close } = cachedTeacherLogits(teacher, file, views);
  return {
    logits,
    close: () => {
      close();
      teacher.dispose();
    },
  };
}

/** Where teachers' answers are remembered, safe to delete: .cache/, or with the runs where those lie elsewhere. */
function teacherCacheFolder(runs: string = runsFolder()): string {
  const root = projectRoot();
  const own = runs === join(root, 'report', 'runs');
  return own ? join(root, '.cache', 'teacher-logits') : join(runs, '.teacher-logits');
}

function freshState(made: Network, recipe: Recipe, { training }: Dataset): FitState {
  const stepsPerEpoch = Math.ceil(training.labels.length / recipe.batchSize);
  const optimizer = buildOptimizer(made, recipe.optimizer, {
    averaging: recipe.averaging,
    length: { stepsPerEpoch, totalSteps: recipe.epochs * stepsPerEpoch },
  });
  return { network: made, optimizer, history: [], timing: [] };
}
