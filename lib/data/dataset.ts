import { createHash } from 'node:crypto';
import { imageValues } from './batch-file';
import { checkLabels, type ImageSet, type Normalisation } from './image-set';
import { channelStatistics } from './image-statistics';
import { SPLIT_SEED, splitTenth } from './split';
import { imageAt, subset } from './subset';

/** The images of a run. */
export interface Dataset {
  readonly training: ImageSet;
  readonly validation: ImageSet;
  readonly test: ImageSet;
  /**
   * Names the content: other images, labels, classes or normalisation, another checksum. SHA-256 as lower-case hex; of
   * what and in which order, see `checksumOf` for a folder of images and `Cifar10` for CIFAR-10.
   */
  readonly checksum: string;
  /** A label is a place in this list. */
  readonly classNames: readonly string[];
  /** What the images of all three sets are normalised by. */
  readonly normalisation: Normalisation;
}

/** Images of one's own. */
export interface ImageArrays {
  /** [images, 32, 32, 3], values 0 to 255, the channels red, green, blue. */
  readonly images: Uint8Array;
  /** [images], values 0 to classes − 1. */
  readonly labels: ArrayLike<number>;
}

/** What a dataset of one's own is made from. */
export interface DatasetArrays {
  readonly training: ImageArrays;
  /** A tenth of each class of the training images is kept for it unless it is given. */
  readonly validation?: ImageArrays;
  readonly test: ImageArrays;
  /** [classes] */
  readonly classNames: readonly string[];
  /** The training images' own mean and deviation unless given. */
  readonly normalisation?: Normalisation;
  /** Of the draw of validation images; 0 unless given. */
  readonly seed?: number;
}

/** Labels are kept as bytes. */
const MAX_CLASSES = 256;

/**
 * Makes a dataset of images of one's own. The images are shared, not copied.
 * @throws when sizes disagree, a set is empty, a label names no class, class names are not distinct, or a
 * deviation is not above 0
 */
export function datasetFromArrays(arrays: DatasetArrays): Dataset {
  const { classNames } = arrays;
  checkClassNames(classNames);
  const given = imageSet(arrays.training, 'training', classNames.length);
  const test = imageSet(arrays.test, 'test', classNames.length);
  const split = arrays.validation
    ? { training: given, validation: imageSet(arrays.validation, 'validation', classNames.length) }
    : keepTenth(given, classNames, arrays.seed);
  const normalisation = checkNormalisation(
    arrays.normalisation ?? channelStatistics(split.training),
  );
  const training = { ...split.training, normalisation };
  const validation = { ...split.validation, normalisation };
  const sets = { training, validation, test: { ...test, normalisation } };
  return { ...sets, checksum: checksumOf(sets, classNames), classNames, normalisation };
}

function checkClassNames(names: readonly string[]): void {
  if (names.length < 2 || names.length > MAX_CLASSES) {
    throw new RangeError(`Expected 2 to ${MAX_CLASSES} classes, got ${names.length}.`);
  }
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) throw new Error(`Class ${twice} is named twice; rename one of them.`);
}

function imageSet({ images, labels }: ImageArrays, name: string, classes: number): ImageSet {
  if (!(images instanceof Uint8Array)) {
    throw new TypeError(`The ${name} images must be a Uint8Array of values 0 to 255.`);
  }
  if (labels.length === 0) throw new RangeError(`The ${name} set has no images; give it some.`);
  if (images.length !== labels.length * imageValues) {
    throw new RangeError(
      `The ${name} set has ${labels.length} labels: expected ${labels.length * imageValues} values ` +
        `(32 x 32 x 3 for each image), got ${images.length}.`,
    );
  }
  checkLabels(labels, classes, `the ${name} set`);
  return { images, labels: Uint8Array.from(labels), classes };
}

function keepTenth(set: ImageSet, names: readonly string[], seed: number = SPLIT_SEED) {
  const { training, validation } = splitTenth(set.labels, names, seed);
  return { training: subset(set, training), validation: subset(set, validation) };
}

function checkNormalisation(normalisation: Normalisation): Normalisation {
  const { mean, sd } = normalisation;
  (['red', 'green', 'blue'] as const).forEach((channel, at) => {
    if (Number.isFinite(mean[at]) && Number.isFinite(sd[at]) && (sd[at] as number) > 0) return;
    throw new RangeError(
      `The ${channel} channel has mean ${mean[at]} and deviation ${sd[at]}: expected finite numbers ` +
        'and a deviation above 0; where it is the same in all training images, give a normalisation.',
    );
  });
  return normalisation;
}

/**
 * SHA-256 over class names, numbers of images and normalisation (as one JSON text), then, set by set (training,
 * validation, test), its labels, a byte each, and its images, each 32 x 32 x 3 bytes, red, green and blue by pixel.
 */
function checksumOf(
  sets: Pick<Dataset, 'training' | 'validation' | 'test'>,
  classNames: readonly string[],
): string {
  const { training, validation, test } = sets;
  const all = [training, validation, test];
  const counts = all.map(({ labels }) => labels.length);
  const hash = createHash('sha256');
  hash.update(JSON.stringify({ classNames, counts, normalisation: training.normalisation }));
  for (const set of all) {
    hash.update(set.labels);
    for (let index = 0; index < set.labels.length; index++) hash.update(imageAt(set, index));
  }
  return hash.digest('hex');
}
