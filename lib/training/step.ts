import type { Network } from '../engine/network';
import type { VariableOptimizer } from '../engine/optimizer';
import { tf } from '../engine/tensorflow';
import type { Loss, LossInputs } from '../losses/loss';
import type { RandomStream } from '../random/stream';
import { type TermGradients, termGradients } from './term-gradients';

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
 * @returns sums over the batch, before the update
 */
export function trainingStep(setup: StepSetup, batch: Batch, learningRate: number): StepSums {
  const { network, optimizer } = setup;
  let sums: StepSums | undefined;
  const gradients = tf.tidy(() => {
    const pass = network.forward(imagesTensor(batch), true, setup.dropout);
    const logits = pass.output(network.outputLayer) as tf.Tensor2D;
    const inputs = lossInputs(setup.loss, logits, batch);
    const differentiated = differentiate(setup.loss, inputs);
    const terms = setup.measureTerms
      ? termGradients({ network, pass, loss: setup.loss, inputs })
      : undefined;
    sums = {
      ...differentiated.sums,
      right: countRight(logits, batch.labels),
      ...(terms ? { terms } : {}),
    };
    return pass.pullback({ [network.outputLayer]: differentiated.gradient });
  });
  try {
    optimizer.step(gradients, learningRate);
  } finally {
    tf.dispose(gradients.filter((gradient) => gradient !== undefined));
  }
  return sums as unknown as StepSums;
}

function lossInputs(loss: Loss, studentLogits: tf.Tensor2D, batch: Batch): LossInputs {
  const labels = tf.oneHot(tf.tensor1d(batch.labels, 'int32'), CLASSES, 1, 0, 'float32');
  return {
    studentLogits,
    labels: labels as tf.Tensor2D,
    ...(loss.needsTeacher ? { teacherLogits: teacherTensor(batch) } : {}),
  };
}

/** The loss's sums and its gradient with respect to the student's logits, [batch, classes]. */
function differentiate(loss: Loss, inputs: LossInputs) {
  let parts: Record<string, number> = {};
  const total = (studentLogits: tf.Tensor): tf.Tensor => {
    const values = loss.perExample({ ...inputs, studentLogits: studentLogits as tf.Tensor2D });
    parts = Object.fromEntries(
      Object.entries(values.parts).map(([name, part]) => [name, sum(part)]),
    );
    return values.total;
  };
  const examples = inputs.studentLogits.shape[0];
  const each = tf.fill([examples], 1 / examples);
  const { value, grad } = tf.valueAndGrad(total)(inputs.studentLogits, each);
  return { sums: { loss: sum(value), parts }, gradient: grad };
}

function teacherTensor({ teacherLogits, labels }: Batch): tf.Tensor2D {
  if (teacherLogits === undefined) {
    throw new Error(
      "trainingStep: the loss needs a teacher, found no teacher's logits in the batch",
    );
  }
  return tf.tensor2d(teacherLogits, [labels.length, CLASSES], 'float32');
}

function imagesTensor(batch: Batch): tf.Tensor4D {
  return tf.tensor4d(batch.images, [batch.labels.length, 32, 32, 3], 'float32');
}

/** Summed in double precision, in order. */
function sum(values: tf.Tensor): number {
  let total = 0;
  for (const value of values.dataSync()) total += value;
  return total;
}

function countRight(logits: tf.Tensor2D, labels: Uint8Array): number {
  const values = logits.dataSync();
  let right = 0;
  labels.forEach((label, example) => {
    const row = values.subarray(example * CLASSES, (example + 1) * CLASSES);
    if (row.indexOf(Math.max(...row)) === label) right += 1;
  });
  return right;
}
