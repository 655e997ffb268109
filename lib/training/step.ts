import type { Named } from '../engine/graph/trace';
import { mapValues } from '../engine/map-values';
import type { Network } from '../engine/network';
import { plain } from '../engine/plain';
import { tf } from '../engine/tensorflow';
import { type Loss, needsOf } from '../losses/loss';
import type { RandomStream } from '../random/stream';
import { type Objective, objectiveValues } from './objective';
import type { TrainingState } from './state';
import { readTermGradients, type TermGradients, termDots } from './term-gradients';

/** A tensor's values as a plain array. */
export interface PlainTensor {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** One batch, as plain arrays. */
export interface Batch {
  /** [batch, 32, 32, 3], normalised */
  readonly images: Float32Array;
  /** [batch], 0 to classes - 1 */
  readonly labels: Uint8Array;
  /** [batch, classes], needed when the loss needs a teacher; see teacher.ts */
  readonly teacherLogits?: Float32Array;
  /** Outputs of the teacher's layers that the loss needs, each [batch, ...]. */
  readonly teacherFeatures?: Readonly<Record<string, PlainTensor>>;
}

/** What a step reports, summed over the batch. */
export interface StepSums {
  readonly loss: number;
  /** Each term before weighting, by name. */
  readonly parts: Readonly<Record<string, number>>;
  readonly right: number;
  /** Where they were asked for and the loss has several terms. */
  readonly terms?: TermGradients;
}

export interface StepSetup extends TrainingState {
  readonly loss: Loss;
  /** Shape of a layer of the teacher, without the batch; needed where the loss looks at one. */
  readonly teacherShape?: (layer: string) => readonly number[];
}

/** What may differ from step to step besides the batch. */
export interface StepOptions {
  /** Whether to record how each term of the loss pulls by itself: costs one extra backward pass per term. */
  readonly measureTerms?: boolean;
  /** The step's own stream, needed where the network has dropout. */
  readonly dropout?: RandomStream;
  /** Weight of each term now, where a warm-up changes it from epoch to epoch; the loss's own unless given. */
  readonly termWeights?: readonly number[];
}

/**
 * One training step: forward, loss, backward, update. The mean over the batch is taken here and nowhere
 * else: each example's loss gets the gradient 1/batch.
 * @param compute `stepTensors`, or the same by other means
 * @returns sums over the batch, before the update
 */
export function trainingStep(
  setup: StepSetup,
  batch: Batch,
  learningRate: number,
  options: StepOptions & { readonly compute?: (inputs: Named) => Named } = {},
): StepSums {
  const { compute = (inputs: Named) => stepTensors(setup, inputs, options) } = options;
  return plain(() => {
    const inputs = stepInputs(setup, batch, setup.optimizer.advance(learningRate), options);
    return readSums(setup, compute(inputs), batch);
  });
}

/** What a step takes from outside, as tensors: the batch, and numbers that change from step to step. */
export function stepInputs(
  { loss, network }: Pick<StepSetup, 'loss' | 'network'>,
  batch: Batch,
  scalars: Readonly<Record<string, number>>,
  { termWeights }: Pick<StepOptions, 'termWeights'> = {},
): Named {
  const count = batch.labels.length;
  const warming = loss.flatMap(({ warmupEpochs = 0, weight }, place) =>
    warmupEpochs > 0 ? [[`${WEIGHT}${place}`, tf.scalar(termWeights?.[place] ?? weight)]] : [],
  );
  return {
    images: tf.tensor4d(batch.images, [count, 32, 32, 3], 'float32'),
    labels: tf.tensor1d(batch.labels, 'int32'),
    ...teacherTensors(loss, network, batch),
    ...Object.fromEntries(warming),
    ...Object.fromEntries(
      Object.entries(scalars).map(([name, value]) => [SCALAR + name, tf.scalar(value)]),
    ),
  };
}

const SCALAR = 'scalar-';
const WEIGHT = 'weight-';
const TEACHER_LAYER = 'teacher-layer-';
const PART = 'part-';

/**
 * A step from its inputs to what is read of it, with the update on the way, without a look at any value:
 * it can be traced. Call inside `tf.tidy`.
 */
export function stepTensors(setup: StepSetup, inputs: Named, options: StepOptions = {}): Named {
  const { gradients, outputs } = tf.tidy(() => backward(setup, inputs, options)); // lets go of all activations
  setup.optimizer.apply(gradients, withoutPrefix(inputs, SCALAR));
  return outputs;
}

function backward(setup: StepSetup, inputs: Named, { dropout, measureTerms }: StepOptions) {
  const { network, own, loss } = setup;
  const pass = network.forward(inputs.images as tf.Tensor4D, true, dropout);
  const objective: Objective = {
    loss,
    network,
    studentLogits: pass.output(network.outputLayer) as tf.Tensor2D,
    labels: tf.oneHot(
      inputs.labels as tf.Tensor1D,
      network.classes,
      1,
      0,
      'float32',
    ) as tf.Tensor2D,
    teacherLogits: inputs.teacherLogits as tf.Tensor2D | undefined,
    studentFeatures: Object.fromEntries(
      needsOf(loss).studentLayers.map((layer) => [layer, pass.output(layer)]),
    ),
    teacherFeatures: withoutPrefix(inputs, TEACHER_LAYER),
    own: own.byTerm.map((weights) => mapValues(weights, (variable) => variable.read())),
    weights: loss.map(({ weight }, place) => (inputs[`${WEIGHT}${place}`] as tf.Scalar) ?? weight),
  };
  const { total, parts, outputGradients, ownGradients } = objectiveValues(objective);
  const terms = measureTerms ? termDots({ pass, objective }) : {};
  const gradients = [...pass.pullback(outputGradients), ...ownGradients];
  const values = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [PART + name, part]),
  );
  return { gradients, outputs: { logits: objective.studentLogits, total, ...values, ...terms } };
}

/** Reads what a step came to. */
function readSums({ loss }: StepSetup, outputs: Named, { labels }: Batch): StepSums {
  const terms = readTermGradients(loss, outputs);
  return {
    loss: sum(outputs.total as tf.Tensor),
    parts: mapValues(withoutPrefix(outputs, PART), sum),
    right: countRight(outputs.logits as tf.Tensor, labels),
    ...(terms ? { terms } : {}),
  };
}

function withoutPrefix(tensors: Named, prefix: string): Named {
  return Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), tensor] as const] : [],
    ),
  );
}

function teacherTensors(loss: Loss, network: Network, batch: Batch): Named {
  const needs = needsOf(loss);
  if (!needs.teacher) return {};
  const { teacherLogits, teacherFeatures = {}, labels } = batch;
  if (teacherLogits === undefined) {
    throw new Error(
      "trainingStep: the loss needs a teacher, found no teacher's logits in the batch",
    );
  }
  const features = needs.teacherLayers.map((layer) => {
    const feature = teacherFeatures[layer];
    if (feature === undefined) {
      throw new Error(
        `trainingStep: the loss needs the teacher's layer "${layer}", not in the batch`,
      );
    }
    return [TEACHER_LAYER + layer, tf.tensor(feature.values, [...feature.shape], 'float32')];
  });
  return {
    teacherLogits: tf.tensor2d(teacherLogits, [labels.length, network.classes], 'float32'),
    ...Object.fromEntries(features),
  };
}

/** Summed in double precision, in order. */
function sum(values: tf.Tensor): number {
  let total = 0;
  for (const value of values.dataSync()) total += value;
  return total;
}

function countRight(logits: tf.Tensor, labels: Uint8Array): number {
  const values = logits.dataSync();
  const classes = values.length / labels.length;
  let right = 0;
  labels.forEach((label, example) => {
    const row = values.subarray(example * classes, (example + 1) * classes);
    if (row.indexOf(Math.max(...row)) === label) right += 1;
  });
  return right;
}
