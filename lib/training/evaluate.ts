import { fillBatch } from '../data/batch';
import { type ImageSet, imageValues } from '../data/cifar10';
import { runsEagerly } from '../engine/graph/eagerly';
import { type GraphSession, graphSession } from '../engine/graph/session';
import type { Named } from '../engine/graph/trace';
import { type Network, network } from '../engine/network';
import { plain } from '../engine/plain';
import { tf } from '../engine/tensorflow';
import type { Augmentation } from '../recipes/recipe';

/** Divides 5,000 and 10,000, so that every batch of an evaluation has the same shape. */
const BATCH = 500;
/** Parts of a batch that go through the network side by side: kernels that gain little from two threads overlap. */
const PARTS = 2;

export interface EvaluationOptions {
  /** Called after each batch with the number of images done. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Shows each image in this view of `augmentation`; as it is unless both are given. */
  readonly view?: number;
  readonly augmentation?: Augmentation;
}

/**
 * Logits of a model, in inference mode, on images as they are.
 * @returns [images, 10]
 */
export async function predictLogits(
  model: tf.LayersModel,
  set: ImageSet,
  options: EvaluationOptions = {},
): Promise<Float32Array> {
  const made = network(model);
  try {
    return await networkLogits(made, set, options);
  } finally {
    made.dispose();
  }
}

/** As `predictLogits`, for a network that is in training. */
export async function networkLogits(
  made: Network,
  set: ImageSet,
  options: EvaluationOptions = {},
): Promise<Float32Array> {
  const { logits, dispose } = evaluator(made);
  try {
    return await logits(set, options);
  } finally {
    dispose();
  }
}

/** Evaluates a network time and again, with the weights that it has then. */
export interface Evaluator {
  /** @returns [images, 10], in inference mode */
  readonly logits: (set: ImageSet, options?: EvaluationOptions) => Promise<Float32Array>;
  readonly dispose: () => void;
}

/** Makes an evaluator; whole batches run as a graph, what is left over kernel by kernel. */
export function evaluator(made: Network): Evaluator {
  let session: GraphSession<'logits'> | undefined;
  const eager = (images: tf.Tensor4D): tf.Tensor =>
    made.forward(images, false).output(made.outputLayer);
  return {
    logits: async (set, options) => {
      if (set.labels.length < BATCH || runsEagerly()) return inBatches(set, eager, options);
      session ??= inferenceSession(made);
      const { load, run } = session;
      load();
      const logitsOf = (images: tf.Tensor4D) =>
        images.shape[0] === BATCH ? (run('logits', { images }).logits as tf.Tensor) : eager(images);
      return inBatches(set, logitsOf, options);
    },
    dispose: () => session?.dispose(),
  };
}

/** A whole batch as one graph. */
function inferenceSession(made: Network): GraphSession<'logits'> {
  const compute = (inputs: Named) => {
    const parts = tf.split<tf.Tensor4D>(inputs.images as tf.Tensor4D, PARTS);
    const logits = parts.map((part) => made.forward(part, false).output(made.outputLayer));
    return { logits: tf.concat(logits) };
  };
  return plain(() => {
    const images = tf.zeros([BATCH, 32, 32, 3]);
    return graphSession(made.variables, { logits: { inputs: { images }, compute } });
  });
}

async function inBatches(
  set: ImageSet,
  logitsOf: (images: tf.Tensor4D) => tf.Tensor,
  options: EvaluationOptions = {},
): Promise<Float32Array> {
  const total = set.labels.length;
  const logits = new Float32Array(total * 10);
  const buffer = new Float32Array(Math.min(BATCH, total) * imageValues);
  for (let start = 0; start < total; start += BATCH) {
    const count = Math.min(BATCH, total - start);
    const images = buffer.subarray(0, count * imageValues);
    const indices = Int32Array.from({ length: count }, (_, index) => start + index);
    const views =
      options.view === undefined ? undefined : new Uint16Array(count).fill(options.view);
    fillBatch(images, set, indices, views, options.augmentation);
    const values = plain(() =>
      logitsOf(tf.tensor4d(images, [count, 32, 32, 3], 'float32')).dataSync(),
    );
    logits.set(values as Float32Array, start * 10);
    options.onProgress?.(start + count, total);
    await new Promise(setImmediate);
  }
  return logits;
}

/** Accuracy (0 to 1) and mean cross-entropy of logits [images, 10]. */
export function score(logits: Float32Array, labels: Uint8Array) {
  let right = 0;
  let loss = 0;
  labels.forEach((label, image) => {
    const row = logits.subarray(image * 10, image * 10 + 10);
    const maximum = Math.max(...row);
    const logSum = Math.log(row.reduce((sum, value) => sum + Math.exp(value - maximum), 0));
    loss += logSum + maximum - (row[label] as number);
    if (row.indexOf(maximum) === label) right += 1;
  });
  return { accuracy: right / labels.length, loss: loss / labels.length };
}
