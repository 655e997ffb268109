import { permutation } from '../random/permutation';
import { randomStream } from '../random/stream';
import { classNames } from './cifar10';

/** The seed of the split that every run shares; runs have seeds of their own. */
export const SPLIT_SEED = 0;

/** Validation images of each class. */
export const validationPerClass = 500;

/** Places in the training set, each list ascending; together they hold every place once. */
export interface Split {
  /** [45000] */
  readonly training: Int32Array;
  /** [5000], 500 of each class */
  readonly validation: Int32Array;
}

/**
 * Splits the training set in 45,000 and 5,000, the same number of each class in validation: the
 * images are walked in a random order, and the first 500 of each class go to validation.
 * @param labels [images], values 0 to 9
 * @param seed of the order
 * @throws when a class has fewer than 500 images
 */
export function splitTraining(labels: Uint8Array, seed: number = SPLIT_SEED): Split {
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
  const places = Int32Array.from(labels, (_, index) => index);
  return {
    training: places.filter((index) => held[index] === 0),
    validation: places.filter((index) => held[index] === 1),
  };
}
