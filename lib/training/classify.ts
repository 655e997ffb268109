import { classNames as cifar10Names } from '../data/cifar10';
import type { Normalisation } from '../data/image-set';
import { cifar10Normalisation } from '../data/image-statistics';
import { readPicture } from '../data/picture-file';
import type { tf } from '../engine/tensorflow';
import { softmaxRows } from '../statistics/softmax';
import { predictLogits } from './evaluate';

/** One class with the probability that a model gives it. */
export interface Guess {
  readonly className: string;
  /** 0 to 1 */
  readonly probability: number;
}

/** What a model was trained on; a `Dataset` says it. */
export interface ClassifyOptions {
  /** CIFAR-10's unless given. */
  readonly classNames?: readonly string[];
  /** CIFAR-10's unless given. */
  readonly normalisation?: Normalisation;
}

/**
 * Classifies a picture of one's own: the largest square in its middle at 32x32 pixels, as `readPicture` makes it.
 * @param model of a finished run; see `loadModel`
 * @param file a PNG, JPEG, WebP or GIF file
 * @param options the dataset that the model was trained on; CIFAR-10 unless given
 * @returns the classes, the likeliest first
 * @throws when the file cannot be read as a picture, or the model has another number of outputs
 */
export async function classifyPicture(
  model: tf.LayersModel,
  file: string,
  options: ClassifyOptions = {},
): Promise<readonly Guess[]> {
  const { classNames = cifar10Names, normalisation = cifar10Normalisation } = options;
  const { image } = await readPicture(file);
  const labels = Uint8Array.of(0); // unknown, and not looked at
  const set = { images: image, labels, classes: classNames.length, normalisation };
  const probabilities = softmaxRows(await predictLogits(model, set), classNames.length);
  return classNames
    .map((className, index) => ({ className, probability: probabilities[index] as number }))
    .sort((a, b) => b.probability - a.probability);
}
