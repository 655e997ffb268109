import { permutation } from '../random/permutation';
import { randomStream } from '../random/stream';
import { classNames } from './cifar10';
import { checkLabels } from './image-set';

/** The seed of the split that every run shares; runs have seeds of their own. */
export const SPLIT_SEED = 0;

/** Validation images of each class. */
export const validationPerClass = 500;

/** Places in the training set, each list ascending; together they hold every place once. */
export interface Split {
  /** 45,000 of CIFAR-10 */
  readonly training: Int32Array;
  /** 5,000 of CIFAR-10, 500 of each class */
  readonly validation: Int32Array;
}

/**
 * Splits the training set in 45,000 and 5,000, the same number of each class in validation: the
 * images are walked in a random order, and the first 500 of each class go to validation.
 * @param labels [images], values 0 to 9
 * @param seed of the order
 * @throws when a class has fewer than 500 images, or a label is none of CIFAR-10's
 */
export function splitTraining(labels: Uint8Array, seed: number = SPLIT_SEED): Split {
  checkLabels(labels, classNames.length, 'the training set');
  const taken = new Int32Array(classNames.length);
  const held = new Uint8Array(labels.length); // 1: validation
  for (const index of permutation(randomStream(seed, 'split'), labels.length)) {
    const label = labels[index] as number;
    const count = taken[label] as number;
    if (count === validationPerClass) continue;
    taken[label] = count + 1;
    held[index] = 1;
  }
  const poor = taken.findIndex((count) => count < validationPerClass);
  if (poor >= 0) {
    throw new Error(
      `splitTraining: expected at least ${validationPerClass} images of class ${classNames[poor]}, ` +
        `found ${taken[poor]} among ${labels.length} labels; give it the labels of the training set.`,
    );
  }
  return splitBy(held);
}

/**
 * Splits images of any classes: a tenth of each class, rounded down but at least one image, goes to validation.
 * Each class is drawn from a stream of its own, so more images of one leave the others where they were.
 * @param labels [images], values 0 to classes − 1
 * @param names [classes]
 * @param seed of the draw
 * @throws when a class has a single image, or a label names no class
 */
export function splitTenth(
  labels: Uint8Array,
  names: readonly string[],
  seed: number = SPLIT_SEED,
): Split {
  checkLabels(labels, names.length, 'the training set');
  const held = new Uint8Array(labels.length); // 1: validation
  names.forEach((name, label) => {
    const places = [...labels.keys()].filter((place) => labels[place] === label);
    if (places.length === 1) {
      throw new Error(
        `Class ${name} has 1 training image; expected at least 2, one of them for validation.`,
      );
    }
    const count = places.length === 0 ? 0 : Math.max(1, Math.floor(places.length / 10));
    const order = permutation(randomStream(seed, 'split', label), places.length);
    for (const drawn of order.subarray(0, count)) held[places[drawn] as number] = 1;
  });
  return splitBy(held);
}

/** @param held [images], 1 for validation */
function splitBy(held: Uint8Array): Split {
  const places = Int32Array.from(held, (_, index) => index);
  return {
    training: places.filter((index) => held[index] === 0),
    validation: places.filter((index) => held[index] === 1),
  };
}
