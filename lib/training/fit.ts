import { epochViews } from '../data/augmentation';
import { fillBatch } from '../data/batch';
import { type ImageSet, imageValues } from '../data/cifar10';
import { mapValues } from '../engine/map-values';
import { type Loss, weightIn } from '../losses/loss';
import { permutation } from '../random/permutation';
import { randomStream } from '../random/stream';
import type { Recipe } from '../recipes/recipe';
import type { EpochRecord } from '../store/run-record';
import { decayInGradient } from './build-optimizer';
import type { Dataset } from './dataset';
import { type Evaluator, evaluator, score } from './evaluate';
import { faultOfLoss, requireFinite } from './finite';
import { type OnProgress, RunStopped } from './progress';
import { learningRateFactor } from './schedule';
import type { TrainingState } from './state';
import type { Batch, StepSums } from './step';
import { type Stepper, stepperFor } from './stepper';
import type { Teacher } from './teacher';
import type { WantedViews } from './teacher-logits';
import { meanTermGradients, type TermGradients } from './term-gradients';

/** How often the terms of the objective are looked at one by one. */
const STEPS_BETWEEN_MEASUREMENTS = 50;

/** Seconds and speed of an epoch; kept apart from what an epoch achieved. */
export interface EpochTiming {
  readonly seconds: number;
  /** Training images a second, validation not counted. */
  readonly imagesPerSecond: number;
}

/** Everything that training changes and records; a checkpoint holds it. */
export interface FitState extends TrainingState {
  readonly history: EpochRecord[];
  readonly timing: EpochTiming[];
}

export interface FitOptions {
  readonly runId: string;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly dataset: Dataset;
  readonly loss: Loss;
  /** Needed when the loss learns from one. */
  readonly teacher?: Teacher;
  readonly onProgress?: OnProgress;
  /** Looked at after every batch. */
  readonly signal?: AbortSignal;
  /** Called after each complete epoch. */
  readonly onEpoch?: (state: FitState) => void;
}

/**
 * Trains from where `state` stands to the recipe's last epoch, changing it in place.
 * @throws RunStopped when the signal fires; Error with epoch and batch when the loss is not a number, with the epoch
 * when weights or validation loss are not finite after it
 */
export async function fitModel(state: FitState, options: FitOptions): Promise<void> {
  const began = { at: performance.now(), epoch: state.history.length };
  if (began.epoch >= options.recipe.epochs) return;
  const taught = options.teacher?.network;
  const stepper = stepperFor(
    {
      network: state.network,
      own: state.own,
      optimizer: state.optimizer,
      loss: options.loss,
      ...(taught ? { teacherShape: taught.featureShape } : {}),
    },
    batchSizes(options),
  );
  const validator = evaluator(state.network);
  try {
    await fitEpochs(state, options, { began, stepper, validator });
  } finally {
    stepper.dispose();
    validator.dispose();
  }
}

async function fitEpochs(
  state: FitState,
  options: FitOptions,
  { began, stepper, validator }: Omit<EpochPlace, 'epoch'> & { readonly validator: Evaluator },
): Promise<void> {
  for (let epoch = state.history.length + 1; epoch <= options.recipe.epochs; epoch++) {
    const start = performance.now();
    stepper.begin();
    const sums = await trainEpoch(state, options, { epoch, began, stepper });
    stepper.end();
    const trainingSeconds = (performance.now() - start) / 1000;
    const { validation, training } = options.dataset;
    const validated =
      options.recipe.trainOn === 'all' // the validation images are among those trained on
        ? undefined
        : score(await validator.logits(validation), validation.labels);
    requireFinite(options.runId, `after epoch ${epoch}`, {
      weights: state.network.weights(),
      ...(validated ? { 'the validation loss': validated.loss } : {}),
    });
    const images = training.labels.length;
    state.history.push({
      epoch,
      learningRate: sums.learningRate,
      trainingLoss: sums.loss / images,
      lossParts: mapValues(sums.parts, (part) => part / images),
      trainingAccuracy: sums.right / images,
      ...(validated
        ? { validationLoss: validated.loss, validationAccuracy: validated.accuracy }
        : {}),
      ...gradientFields(sums.measured, decayInGradient(options.recipe.optimizer)),
    });
    state.timing.push({
      seconds: (performance.now() - start) / 1000,
      imagesPerSecond: images / trainingSeconds,
    });
    options.onEpoch?.(state);
  }
}

/** What an epoch's record says of the terms' gradients; nothing where they were not measured. */
function gradientFields(measured: readonly TermGradients[], weightDecay: number) {
  if (measured.length === 0) return {};
  const { norms, cosines, weightNorm } = meanTermGradients(measured);
  const [first] = Object.values(cosines);
  const isPair = Object.keys(norms).length === 2;
  return {
    gradientNorms: { ...norms, decay: weightDecay * weightNorm },
    ...(isPair && first !== undefined ? { gradientCosine: first } : {}),
    ...(isPair ? {} : { gradientCosines: cosines }),
  };
}

interface EpochPlace {
  readonly epoch: number;
  readonly began: { readonly at: number; readonly epoch: number };
  readonly stepper: Stepper;
}

/** A recipe's batch size, and that of what is left over at the end of an epoch. */
function batchSizes({ recipe, dataset }: FitOptions): readonly number[] {
  const images = dataset.training.labels.length;
  const rest = images % recipe.batchSize;
  return [...(images >= recipe.batchSize ? [recipe.batchSize] : []), ...(rest > 0 ? [rest] : [])];
}

async function trainEpoch(
  state: Pick<FitState, 'history'>,
  options: FitOptions,
  place: EpochPlace,
) {
  const { recipe, dataset } = options;
  const { epoch } = place;
  const stepsPerEpoch = stepsIn(recipe, dataset);
  const wanted = viewsIn(dataset.training, options, epoch);
  const batchOf = epochBatches(dataset.training, { ...options, wanted }, epoch);
  await rememberViews(state, options, { ...place, wanted });
  const termWeights = options.loss.map((term) => weightIn(term, epoch));
  const start = performance.now();
  let sums: StepSums = { loss: 0, parts: {}, right: 0 };
  let seen = 0;
  let learningRate = 0;
  const measured: TermGradients[] = [];
  for (let step = 0; step < stepsPerEpoch; step++) {
    if (options.signal?.aborted) {
      throw new RunStopped(`${options.runId} stopped in epoch ${epoch}, batch ${step + 1}`);
    }
    const batch = batchOf(step);
    const taken = (epoch - 1) * stepsPerEpoch + step;
    learningRate =
      recipe.optimizer.learningRate *
      learningRateFactor(recipe.schedule, {
        step: taken,
        stepsPerEpoch,
        totalSteps: recipe.epochs * stepsPerEpoch,
      });
    const measureTerms = step % STEPS_BETWEEN_MEASUREMENTS === 0;
    const dropout = randomStream(options.seed, 'dropout', taken);
    const stepSums = place.stepper.step(batch, learningRate, {
      measureTerms,
      dropout,
      termWeights,
    });
    if (stepSums.terms) measured.push(stepSums.terms);
    if (!Number.isFinite(stepSums.loss)) {
      throw new Error(
        `${options.runId}: the loss is ${stepSums.loss} in epoch ${epoch}, batch ${step + 1} of ` +
          `${stepsPerEpoch}; ${faultOfLoss(batch, learningRate)}.`,
      );
    }
    sums = addSums(sums, stepSums);
    seen += batch.labels.length;
    await options.onProgress?.({
      runId: options.runId,
      epoch,
      epochs: recipe.epochs,
      step: step + 1,
      steps: stepsPerEpoch,
      loss: sums.loss / seen,
      accuracy: sums.right / seen,
      imagesPerSecond: (seen * 1000) / (performance.now() - start),
      secondsLeft: secondsLeft(options, place.began, taken + 1),
      history: state.history,
    });
    await new Promise(setImmediate); // lets an interrupt through
  }
  return { ...sums, learningRate, measured };
}

/** Asks the teacher for the epoch's views that are not remembered yet, and says how far that is. */
async function rememberViews(
  { history }: Pick<FitState, 'history'>,
  options: FitOptions,
  { epoch, began, wanted }: EpochPlace & { readonly wanted: WantedViews },
): Promise<void> {
  const { teacher, recipe, dataset, runId } = options;
  const steps = stepsIn(recipe, dataset);
  await teacher?.remember?.(wanted, async (done, total) => {
    if (options.signal?.aborted) {
      throw new RunStopped(`${runId} stopped before epoch ${epoch}, while the teacher answered`);
    }
    await options.onProgress?.({
      runId,
      epoch,
      epochs: recipe.epochs,
      step: 0,
      steps,
      teacherViews: { done, total },
      loss: 0,
      accuracy: 0,
      imagesPerSecond: 0,
      secondsLeft: secondsLeft(options, began, (epoch - 1) * steps),
      history,
    });
  });
}

/**
 * Estimated from the steps since the run was (re)started; not a number before the first.
 * @param done steps of the run that are over, counted from its beginning
 */
function secondsLeft(
  { recipe, dataset }: Pick<FitOptions, 'recipe' | 'dataset'>,
  began: EpochPlace['began'],
  done: number,
): number {
  const steps = stepsIn(recipe, dataset);
  const since = done - began.epoch * steps;
  if (since === 0) return Number.NaN;
  return (((performance.now() - began.at) / since) * (recipe.epochs * steps - done)) / 1000;
}

/** Steps of one epoch. */
export function stepsIn({ batchSize }: Recipe, { training }: Dataset): number {
  return Math.ceil(training.labels.length / batchSize);
}

/** Each image of a set in the view that an epoch shows it in. */
function viewsIn(
  set: ImageSet,
  { recipe: { augmentation }, seed }: Pick<FitOptions, 'recipe' | 'seed'>,
  epoch: number,
): WantedViews {
  const count = set.labels.length;
  return {
    set,
    indices: Int32Array.from({ length: count }, (_, index) => index),
    views: augmentation && epochViews(augmentation, count, { seed, epoch }),
    augmentation,
  };
}

/**
 * The batches of an epoch, by number: same seed and epoch, same order and views, whatever is trained.
 * They are filled into one buffer; the last batch may be smaller.
 * @param options with `wanted`, where the epoch's views were drawn before
 */
export function epochBatches(
  set: ImageSet,
  options: Pick<FitOptions, 'recipe' | 'seed' | 'teacher'> & { readonly wanted?: WantedViews },
  epoch: number,
): (step: number) => Batch {
  const { recipe, seed, teacher } = options;
  const count = set.labels.length;
  const order = permutation(randomStream(seed, 'order', epoch), count);
  const { augmentation, batchSize } = recipe;
  const { views: viewOf } = options.wanted ?? viewsIn(set, options, epoch);
  const buffer = new Float32Array(batchSize * imageValues);
  return (step) => {
    const indices = order.subarray(step * batchSize, Math.min((step + 1) * batchSize, count));
    const images = buffer.subarray(0, indices.length * imageValues);
    const views = viewOf && Uint16Array.from(indices, (index) => viewOf[index] as number);
    fillBatch(images, set, indices, views, augmentation);
    const labels = Uint8Array.from(indices, (index) => set.labels[index] as number);
    return { images, labels, ...teacher?.answers({ indices, views, images }) };
  };
}

function addSums(a: StepSums, b: StepSums): StepSums {
  const parts = { ...a.parts };
  for (const [name, part] of Object.entries(b.parts)) parts[name] = (parts[name] ?? 0) + part;
  return { loss: a.loss + b.loss, parts, right: a.right + b.right };
}
