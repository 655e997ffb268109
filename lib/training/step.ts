import type { Named } from '../engine/graph/trace';
import { mapValues } from '../engine/map-values';
import type { Network } from '../engine/network';
import type { VariableOptimizer } from '../engine/optimizer';
import { plain } from '../engine/plain';
import { tf } from '../engine/tensorflow';
import type { Loss, LossInputs } from '../losses/loss';
import type { RandomStream } from '../random/stream';
import { hasTerms, readTermGradients, type TermGradients, termDots } from './term-gradients';

const CLASSES = 10;

/** One batch, as plain arrays. */
export interface Batch {
  /** [batch, 32, 32, 3], normalised */
  readonly images: Float32Array;
  /** [batch], 0 to 9 */
  readonly labels: Uint8Array;
  /** [batch, 10], needed when the loss needs a teacher; see teacher-logits.ts */
  readonly teacherLogits?: Float32Array;
}

/** What a step reports, summed over the batch. */
export interface StepSums {
  readonly loss: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly right: number;
  /** Where they were asked for and the loss says how it weighs its parts. */
  readonly terms?: TermGradients;
}

export interface StepSetup {
  readonly network: Network;
  readonly optimizer: VariableOptimizer;
  readonly loss: Loss;
  /** Whether to look at how each term of the loss pulls by itself: a way back more for each. */
  readonly measureTerms?: boolean;
  /** The step's own stream, needed where the network has dropout. */
  readonly dropout?: RandomStream;
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
  compute: (inputs: Named) => Named = (inputs) => stepTensors(setup, inputs),
): StepSums {
  return plain(() => {
    const inputs = stepInputs(setup, batch, setup.optimizer.advance(learningRate));
    return readSums(setup, compute(inputs), batch);
  });
}

/** What a step takes from outside, as tensors: the batch, and numbers that change from step to step. */
export function stepInputs(
  { loss }: Pick<StepSetup, 'loss'>,
  batch: Batch,
  scalars: Readonly<Record<string, number>>,
): Named {
  const count = batch.labels.length;
  return {
    images: tf.tensor4d(batch.images, [count, 32, 32, 3], 'float32'),
    labels: tf.tensor1d(batch.labels, 'int32'),
    ...(loss.needsTeacher ? { teacherLogits: teacherTensor(batch) } : {}),
    ...Object.fromEntries(
      Object.entries(scalars).map(([name, value]) => [SCALAR + name, tf.scalar(value)]),
    ),
  };
}

const SCALAR = 'scalar-';
const PART = 'part-';

/**
 * A step from its inputs to what is read of it, with the update on the way, without a look at any value:
 * it can be traced. Call inside `tf.tidy`.
 */
export function stepTensors(setup: StepSetup, inputs: Named): Named {
  const { gradients, outputs } = tf.tidy(() => backward(setup, inputs)); // lets go of all activations
  setup.optimizer.apply(gradients, withoutPrefix(inputs, SCALAR));
  return outputs;
}

function backward({ network, loss, dropout, measureTerms }: StepSetup, inputs: Named) {
  const pass = network.forward(inputs.images as tf.Tensor4D, true, dropout);
  const logits = pass.output(network.outputLayer) as tf.Tensor2D;
  const lossInputs: LossInputs = {
    studentLogits: logits,
    labels: tf.oneHot(inputs.labels as tf.Tensor1D, CLASSES, 1, 0, 'float32') as tf.Tensor2D,
    ...(loss.needsTeacher ? { teacherLogits: inputs.teacherLogits as tf.Tensor2D } : {}),
  };
  const { gradient, values } = differentiate(loss, lossInputs);
  const terms =
    measureTerms && hasTerms(loss) ? termDots({ network, pass, loss, inputs: lossInputs }) : {};
  const gradients = pass.pullback({ [network.outputLayer]: gradient });
  return { gradients, outputs: { logits, ...values, ...terms } };
}

/** Reads what a step came to. */
export function readSums({ loss }: StepSetup, outputs: Named, { labels }: Batch): StepSums {
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

/** The loss's values, and the gradient of its mean with respect to the student's logits, [batch, classes]. */
function differentiate(loss: Loss, inputs: LossInputs) {
  const kept: Record<string, tf.Tensor> = {};
  const total = (studentLogits: tf.Tensor): tf.Tensor => {
    const values = loss.perExample({ ...inputs, studentLogits: studentLogits as tf.Tensor2D });
    for (const [name, part] of Object.entries(values.parts)) {
      kept[PART + name] = tf.keep(part.clone());
    }
    return values.total;
  };
  const examples = inputs.studentLogits.shape[0];
  const each = tf.fill([examples], 1 / examples);
  const { value, grad } = tf.valueAndGrad(total)(inputs.studentLogits, each);
  const parts = mapValues(kept, (part) => part.clone()); // for the caller's tidy to end
  tf.dispose(kept);
  return { values: { total: value, ...parts }, gradient: grad };
}

function teacherTensor({ teacherLogits, labels }: Batch): tf.Tensor2D {
  if (teacherLogits === undefined) {
    throw new Error(
      "trainingStep: the loss needs a teacher, found no teacher's logits in the batch",
    );
  }
  return tf.tensor2d(teacherLogits, [labels.length, CLASSES], 'float32');
}

/** Summed in double precision, in order. */
function sum(values: tf.Tensor): number {
  let total = 0;
  for (const value of values.dataSync()) total += value;
  return total;
}

function countRight(logits: tf.Tensor, labels: Uint8Array): number {
  const values = logits.dataSync();
  let right = 0;
  labels.forEach((label, example) => {
    const row = values.subarray(example * CLASSES, (example + 1) * CLASSES);
    if (row.indexOf(Math.max(...row)) === label) right += 1;
  });
  return right;
}
