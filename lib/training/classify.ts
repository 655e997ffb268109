import { readFileSync } from 'node:fs';
import { classNames, imageSide } from '../data/cifar10';
import { tf } from '../engine/tensorflow';
import { softmaxRows } from '../statistics/softmax';
import { predictLogits } from './evaluate';

/** One class with the probability that a model gives it. */
export interface Guess {
  readonly className: string;
  /** 0 to 1 */
  readonly probability: number;
}

/**
 * Classifies a picture of one's own: the largest square in its middle, shrunk to 32x32 pixels, each the mean
 * of the pixels it covers.
 * @param model of a finished run; see `loadModel`
 * @param file a PNG, JPEG, BMP or GIF file
 * @returns the ten classes, the likeliest first
 * @throws when the file cannot be read as a picture
 */
export async function classifyPicture(
  model: tf.LayersModel,
  file: string,
): Promise<readonly Guess[]> {
  const bytes = readFileSync(file);
  const images = Uint8Array.from(
    tf.tidy(() => Array.of(shrink(decode(bytes, file)).round().dataSync()))[0] ?? [],
  );
  const logits = await predictLogits(model, { images, labels: Uint8Array.of(0) });
  const probabilities = softmaxRows(logits, classNames.length);
  return classNames
    .map((className, index) => ({ className, probability: probabilities[index] as number }))
    .sort((a, b) => b.probability - a.probability);
}

/** [height, width, 3], 0 to 255 */
function decode(bytes: Uint8Array, file: string): tf.Tensor3D {
  try {
    return tf.node.decodeImage(bytes, 3, 'int32', false) as tf.Tensor3D;
  } catch (error) {
    throw new Error(
      `${file}: expected a PNG, JPEG, BMP or GIF picture, found something else ` +
        `(${(error as Error).message.split('\n')[0]}); save it as PNG.`,
    );
  }
}

/** The middle square at 32x32: enlarged to a multiple of 32 first, then averaged in blocks. */
function shrink(picture: tf.Tensor3D): tf.Tensor3D {
  const [height, width] = picture.shape;
  const side = Math.min(height, width);
  const corner = [Math.floor((height - side) / 2), Math.floor((width - side) / 2), 0];
  const square = picture.slice(corner, [side, side, 3]) as tf.Tensor3D;
  const block = Math.ceil(side / imageSide);
  const enlarged = tf.image.resizeBilinear(square, [block * imageSide, block * imageSide]);
  return tf.avgPool(enlarged, block, block, 'valid');
}
