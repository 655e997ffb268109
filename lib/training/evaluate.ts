import { fillBatch } from '../data/batch';
import { type ImageSet, imageValues } from '../data/cifar10';
import { type Network, network } from '../engine/network';
import { tf } from '../engine/tensorflow';

/** Divides 5,000 and 10,000, so that every batch of an evaluation has the same shape. */
const BATCH = 250;

export interface EvaluationOptions {
  /** Called after each batch with the number of images done. */
  readonly onProgress?: (done: number, total: number) => void;
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
  const total = set.labels.length;
  const logits = new Float32Array(total * 10);
  const buffer = new Float32Array(Math.min(BATCH, total) * imageValues);
  for (let start = 0; start < total; start += BATCH) {
    const count = Math.min(BATCH, total - start);
    const images = buffer.subarray(0, count * imageValues);
    fillBatch(
      images,
      set,
      Int32Array.from({ length: count }, (_, index) => start + index),
    );
    const values = tf.tidy(() => {
      const input = tf.tensor4d(images, [count, 32, 32, 3], 'float32');
      return Array.of(made.forward(input, false).output(made.outputLayer).dataSync());
    });
    logits.set(values[0] as Float32Array, start * 10);
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
