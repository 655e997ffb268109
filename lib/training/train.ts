import { limitedDataset, requireDataset } from '../data/dataset';
import { type Network, network } from '../engine/network';
import type { tf } from '../engine/tensorflow';
import { buildLoss } from '../losses/build';
import { type Loss, needsOf } from '../losses/loss';
import { buildModel, frozenWeights } from '../models/build';
import { fitToImages } from '../models/whitening';
import type { Recipe } from '../recipes/recipe';
import type { EpochRecord } from '../store/run-record';
import { readRunById } from '../store/run-store';
import { buildOptimizer } from './build-optimizer';
import { type CustomLoss, lossOf } from './custom-loss';
import { type Dataset, loadDataset } from './dataset';
import { networkLogits, requireOutputs, score } from './evaluate';
import { requireFinite } from './finite';
import { type EpochTiming, type FitState, fitModel, stepsIn } from './fit';
import { requireImageModel, requireTrainable } from './image-model';
import { interruptible } from './interruptible';
import { requireMath } from './math';
import { loadModel } from './model-files';
import { buildOwnWeights } from './own-weights';
import type { OnProgress } from './progress';
import { type GivenTeacher, openTeacher, type Teacher } from './teacher';
import { terminalProgress } from './terminal-progress';

export interface TrainOptions {
  /** Another loss than the recipe's objective: terms with weights, or a function of a batch. */
  readonly loss?: CustomLoss;
  /**
   * Another network than the recipe's, with its own initial weights, of layers that the engine knows; training
   * changes it in place.
   */
  readonly model?: tf.LayersModel;
  /** Other images than CIFAR-10; a recipe's `limit` takes as many, spread evenly over each set. */
  readonly dataset?: Dataset;
  /** Another teacher than the recipe's. */
  readonly teacher?: GivenTeacher;
  /** What progress calls the run; the recipe's name unless told. */
  readonly runId?: string;
  /** The folder of runs, for the teacher; report/runs unless told. */
  readonly runs?: string;
  /** Told after every batch; in a terminal, a line of progress is shown unless told otherwise. */
  readonly onProgress?: OnProgress;
  /** Stops after the current batch; an interrupt of the process does so unless told. */
  readonly signal?: AbortSignal;
  /** Called before the first epoch, to bring the state to where a checkpoint was. */
  readonly onStart?: (state: FitState, origins: WeightOrigins) => void;
  /** Called after each complete epoch. */
  readonly onEpoch?: (state: FitState) => void;
}

/** Whose weights a run's bits depend on, besides its recipe and seed. */
export interface WeightOrigins {
  /** `weightsChecksum` of the teacher that was learned from. */
  readonly teacherWeightsChecksum?: string;
  /** `weightsChecksum` of the run whose weights this one started from. */
  readonly startWeightsChecksum?: string;
}

/** What training gives; nothing of it is on disk. */
export interface Trained extends WeightOrigins {
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
  readonly validationAccuracy?: number;
  readonly dataset: Dataset;
  /** All weights, layer by layer. */
  readonly weights: readonly Float32Array[];
}

/**
 * Trains a model by a recipe, in memory: for experiments that the store of runs need not keep. `run` does
 * the same and keeps what comes out.
 * @throws as `run` does; RunStopped when it was interrupted
 */
export async function train(
  recipe: Recipe,
  seed: number,
  options: TrainOptions = {},
): Promise<Trained> {
  const { signal } = options;
  if (signal !== undefined) return trainUntil(signal, recipe, seed, options);
  return interruptible((interrupt) => trainUntil(interrupt, recipe, seed, options));
}

async function trainUntil(
  signal: AbortSignal,
  recipe: Recipe,
  seed: number,
  options: TrainOptions,
): Promise<Trained> {
  requireHeeded(recipe, options);
  requireMath(recipe);
  if (options.model !== undefined) {
    requireImageModel(options.model, 'The given model');
    requireTrainable(options.model, 'The given model');
  }
  const dataset = options.dataset ? ownImages(options.dataset, recipe) : await loadDataset(recipe);
  const loss =
    options.loss === undefined
      ? buildLoss(recipe.objective)
      : lossOf(options.loss, hasTeacher(recipe, options));
  const model =
    options.model ?? (await initialModel(recipe, seed, { dataset, runs: options.runs }));
  const opened: (() => void)[] = [];
  try {
    if (options.model === undefined && recipe.startFrom === undefined) {
      fitToImages(model, dataset.training);
    }
    const made = network(model, {
      frozen: options.model === undefined ? frozenWeights(recipe.model) : [],
      batchStatistics: recipe.batchStatistics,
      math: recipe.math,
    });
    opened.push(made.dispose);
    requireOutputs(made, dataset.classNames.length);
    const teacher = await openTeacher({
      recipe,
      dataset,
      needs: needsOf(loss),
      ...(options.teacher ? { given: options.teacher } : {}),
      ...(options.runs ? { runs: options.runs } : {}),
    });
    if (teacher !== undefined) opened.push(teacher.close);
    const state = freshState(made, { recipe, seed, loss, teacher, dataset });
    opened.push(state.own.dispose, state.optimizer.dispose);
    const origins = originsOf(recipe, teacher, options.runs);
    options.onStart?.(state, origins);
    await fitModel(state, {
      runId: options.runId ?? recipe.name,
      recipe,
      seed,
      dataset,
      loss,
      ...(teacher ? { teacher } : {}),
      ...onProgressOf(options),
      signal,
      ...(options.onEpoch ? { onEpoch: options.onEpoch } : {}),
    });
    const testLogits = await networkLogits(made, dataset.test);
    const { accuracy: testAccuracy, loss: testLoss } = score(testLogits, dataset.test.labels);
    const weights = made.weights();
    requireFinite(options.runId ?? recipe.name, `after epoch ${recipe.epochs}`, {
      weights,
      'test logits': testLogits,
    });
    const validationAccuracy = await finalValidationAccuracy(made, state, { recipe, dataset });
    made.writeBack();
    const { history, timing } = state;
    return {
      model,
      history,
      timing,
      testLogits,
      testAccuracy,
      testLoss,
      ...(validationAccuracy === undefined ? {} : { validationAccuracy }),
      dataset,
      weights,
      ...origins,
    };
  } catch (error) {
    if (options.model === undefined) model.dispose();
    throw error;
  } finally {
    for (const close of opened.reverse()) close();
  }
}

/** Images of one's own, found to be right and cut to the recipe's limit. */
function ownImages(dataset: Dataset, { limit }: Recipe): Dataset {
  requireDataset(dataset);
  return limit === undefined ? dataset : limitedDataset(dataset, limit);
}

/** Refuses fields of a recipe that a model or images of one's own would leave unheeded. */
function requireHeeded(recipe: Recipe, { model, dataset }: TrainOptions): void {
  const { startFrom, dropout, width, trainOn, name } = recipe;
  const ofModel = {
    startFrom,
    dropout: dropout || undefined,
    width: width === 1 ? undefined : width,
  };
  const ofImages = { trainOn: trainOn === 'all' ? trainOn : undefined };
  const check = (part: string, fields: Readonly<Record<string, unknown>>) => {
    const [unheeded] = Object.entries(fields).find(([, value]) => value !== undefined) ?? [];
    if (unheeded === undefined) return;
    throw new Error(
      `Recipe ${name}: "${unheeded}" has no effect on ${part} of your own; leave it out of the recipe.`,
    );
  };
  if (model !== undefined) check('a model', ofModel);
  if (dataset !== undefined) check('images', ofImages);
}

/** The start's weights were found to be those of its record when they were loaded. */
function originsOf(
  { startFrom }: Recipe,
  teacher: Teacher | undefined,
  runs: string | undefined,
): WeightOrigins {
  return {
    ...(teacher?.weightsChecksum ? { teacherWeightsChecksum: teacher.weightsChecksum } : {}),
    ...(startFrom ? { startWeightsChecksum: readRunById(startFrom, runs).weightsChecksum } : {}),
  };
}

/** Accuracy on the validation images after the last epoch; undefined where training saw these images. */
async function finalValidationAccuracy(
  made: Network,
  { history }: FitState,
  { recipe, dataset }: Pick<Beginning, 'recipe' | 'dataset'>,
): Promise<number | undefined> {
  if (recipe.trainOn === 'all') return undefined;
  const { validation } = dataset;
  return (
    history.at(-1)?.validationAccuracy ??
    score(await networkLogits(made, validation), validation.labels).accuracy
  );
}

function onProgressOf({ onProgress }: TrainOptions): { readonly onProgress?: OnProgress } {
  if (onProgress !== undefined) return { onProgress };
  return process.stdout.isTTY ? { onProgress: terminalProgress(process.stdout) } : {};
}

function hasTeacher(recipe: Recipe, { teacher }: TrainOptions): boolean {
  return teacher !== undefined || recipe.teacher !== undefined;
}

/** The recipe's network with the seed's initial weights, or with those of the run that it starts from. */
async function initialModel(
  recipe: Recipe,
  seed: number,
  { dataset, runs }: { readonly dataset: Dataset; readonly runs: string | undefined },
): Promise<tf.LayersModel> {
  const model = buildModel(recipe.model, seed, { ...recipe, classes: dataset.classNames.length });
  if (recipe.startFrom === undefined) return model;
  const start = await loadModel(recipe.startFrom, runs).catch((error) => {
    model.dispose();
    throw error;
  });
  const shapes = (of: tf.LayersModel) =>
    of
      .getWeights()
      .map(({ shape }) => shape.join('x'))
      .join(', ');
  if (shapes(start) !== shapes(model)) {
    start.dispose();
    model.dispose();
    throw new Error(
      `Recipe ${recipe.name} starts from ${recipe.startFrom}, whose weights have other shapes; expected a run ` +
        `of the architecture "${recipe.model}".`,
    );
  }
  model.setWeights(start.getWeights());
  start.dispose();
  return model;
}

interface Beginning {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly loss: Loss;
  readonly teacher: Teacher | undefined;
  readonly dataset: Dataset;
}

function freshState(made: Network, { recipe, seed, loss, teacher, dataset }: Beginning): FitState {
  const own = buildOwnWeights(
    loss,
    { student: made, ...(teacher?.network ? { teacher: teacher.network } : {}) },
    seed,
  );
  try {
    const stepsPerEpoch = stepsIn(recipe, dataset);
    const optimizer = buildOptimizer({ network: made, own }, recipe.optimizer, {
      averaging: recipe.averaging,
      length: { stepsPerEpoch, totalSteps: recipe.epochs * stepsPerEpoch },
    });
    return { network: made, own, optimizer, history: [], timing: [] };
  } catch (error) {
    own.dispose();
    throw error;
  }
}
