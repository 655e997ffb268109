import { imageValues } from './batch-file';
import type { ImageSet } from './cifar10';

/**
 * Copies some images with their labels.
 * @param indices places in the set, in the order wanted
 * @throws when an index is not a place in the set
 */
export function subset(set: ImageSet, indices: ArrayLike<number>): ImageSet {
  const images = new Uint8Array(indices.length * imageValues);
  const labels = new Uint8Array(indices.length);
  for (let place = 0; place < indices.length; place++) {
    const index = indices[place] as number;
    images.set(imageAt(set, index), place * imageValues);
    labels[place] = set.labels[index] as number;
  }
  return { images, labels };
}

/**
 * One image of a set, not copied.
 * @returns [32, 32, 3]
 * @throws when the index is not a place in the set
 */
export function imageAt(set: ImageSet, index: number): Uint8Array {
  if (!Number.isInteger(index) || index < 0 || index >= set.labels.length) {
    throw new RangeError(`Image ${index}: expected 0 to ${set.labels.length - 1}.`);
  }
  return set.images.subarray(index * imageValues, (index + 1) * imageValues);
}
