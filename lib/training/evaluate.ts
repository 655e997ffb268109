import { fillBatch } from '../data/batch';
import { imageValues } from '../data/batch-file';
import { checkLabels, type ImageSet } from '../data/image-set';
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
 * @returns [images, classes], as many classes as the model has outputs
 * @throws when that is another number than the set's classes, or a label names none of them
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
  /** @returns [images, classes], in inference mode; see `predictLogits` */
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
      if (set.labels.length < BATCH || runsEagerly())
        return inBatches(set, { logitsOf: eager, layer: made.outputLayer }, options);
      session ??= inferenceSession(made);
      const { load, run } = session;
      load();
      const logitsOf = (images: tf.Tensor4D) =>
        images.shape[0] === BATCH ? (run('logits', { images }).logits as tf.Tensor) : eager(images);
      return inBatches(set, { logitsOf, layer: made.outputLayer }, options);
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

/** What gives logits, and the name of the layer that they come from. */
interface Output {
  readonly logitsOf: (images: tf.Tensor4D) => tf.Tensor;
  readonly layer: string;
}

async function inBatches(
  set: ImageSet,
  { logitsOf, layer }: Output,
  options: EvaluationOptions = {},
): Promise<Float32Array> {
  const total = set.labels.length;
  let logits = new Float32Array(0);
  const buffer = new Float32Array(Math.min(BATCH, total) * imageValues);
  for (let start = 0; start < total; start += BATCH) {
    const count = Math.min(BATCH, total - start);
    const images = buffer.subarray(0, count * imageValues);
    const indices = Int32Array.from({ length: count }, (_, index) => start + index);
    const views =
      options.view === undefined ? undefined : new Uint16Array(count).fill(options.view);
    fillBatch(images, set, indices, views, options.augmentation);
    const { shape, values } = plain(() => {
      const output = logitsOf(tf.tensor4d(images, [count, 32, 32, 3], 'float32'));
      return { shape: output.shape, values: output.dataSync() as Float32Array };
    });
    if (start === 0) logits = new Float32Array(total * classesOf(shape, set, layer));
    logits.set(values, start * (values.length / count));
    options.onProgress?.(start + count, total);
    await new Promise(setImmediate);
  }
  return logits;
}

/**
 * The number of classes of a batch's logits.
 * @throws when they are not [images, classes], or those are not the classes of the set
 */
function classesOf(shape: readonly number[], set: ImageSet, layer: string): number {
  const [, classes] = shape;
  if (shape.length !== 2 || classes === undefined) {
    throw new Error(
      `Expected logits [images, classes], but the output layer "${layer}" gives [${shape.join(', ')}]; ` +
        'end the model with a Dense layer of as many units as there are classes.',
    );
  }
  if (set.classes !== undefined) requireOutputs({ classes, outputLayer: layer }, set.classes);
  checkLabels(set.labels, classes, 'the images to evaluate on');
  return classes;
}

/**
 * Checks that a network has an output for each class of its images.
 * @param expected number of classes
 * @throws with both numbers and the way out
 */
export function requireOutputs(
  { classes, outputLayer }: Pick<Network, 'classes' | 'outputLayer'>,
  expected: number,
): void {
  if (classes === expected) return;
  throw new Error(
    `Expected ${expected} outputs, one for each class of the images, but the output layer ` +
      `"${outputLayer}" has ${classes}; give it ${expected} units, or take images of ${classes} classes.`,
  );
}

/**
 * Accuracy (0 to 1) and mean cross-entropy.
 * @param logits [images, classes]
 * @param labels [images], values 0 to classes − 1
 * @throws RangeError when there are no images, the sizes disagree or a label names no class
 */
export function score(logits: Float32Array, labels: Uint8Array) {
  const classes = logits.length / labels.length;
  if (!Number.isInteger(classes) || classes === 0) {
    throw new RangeError(
      `Expected at least one image and as many logits for each, got ${logits.length} logits for ` +
        `${labels.length} labels.`,
    );
  }
  checkLabels(labels, classes, 'the scored set');
  let right = 0;
  let loss = 0;
  labels.forEach((label, image) => {
    const row = logits.subarray(image * classes, (image + 1) * classes);
    const maximum = Math.max(...row);
    const logSum = Math.log(row.reduce((sum, value) => sum + Math.exp(value - maximum), 0));
    loss += logSum + maximum - (row[label] as number);
    if (row.indexOf(maximum) === label) right += 1;
  });
  return { accuracy: right / labels.length, loss: loss / labels.length };
}
