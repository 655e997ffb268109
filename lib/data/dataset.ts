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

const parts = ['training', 'validation', 'test'] as const;

/**
 * Checks a dataset that was put together by hand; those of this file are right as they are made.
 * @throws RangeError with the set and the place when a set is empty, a label names no class, or an image is missing
 */
export function requireDataset(dataset: Dataset): void {
  for (const part of parts) {
    const { labels, images, places } = dataset[part];
    if (labels.length === 0) throw new RangeError(`The ${part} set has no images; give it some.`);
    checkLabels(labels, dataset.classNames.length, `the ${part} set`);
    for (let image = 0; image < labels.length; image++) {
      const place = places === undefined ? image : places[image];
      if (place !== undefined && (place + 1) * imageValues <= images.length) continue;
      throw new RangeError(
        `The ${part} set: image ${image} lies beyond its ${images.length} values (32 x 32 x 3 for each image); ` +
          'give it as many images as labels.',
      );
    }
  }
}

/**
 * So many images of each set, or all where there are no more, spread evenly over it: folders are sorted by class.
 * @returns a dataset with a checksum of its own, unless nothing is left out
 */
export function limitedDataset(
  dataset: Dataset,
  limit: Readonly<Record<(typeof parts)[number], number>>,
): Dataset {
  const kept = (part: (typeof parts)[number]): ImageSet => {
    const set = dataset[part];
    const [all, count] = [set.labels.length, limit[part]];
    if (count >= all) return set;
    return subset(
      set,
      Array.from({ length: count }, (_, place) => Math.floor((place * all) / count)),
    );
  };
  const sets = { training: kept('training'), validation: kept('validation'), test: kept('test') };
  if (parts.every((part) => sets[part] === dataset[part])) return dataset;
  const counts = parts.map((part) => sets[part].labels.length);
  const checksum = createHash('sha256').update(JSON.stringify({ of: dataset.checksum, counts }));
  return { ...dataset, ...sets, checksum: checksum.digest('hex') };
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
