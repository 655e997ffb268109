import { imageValues } from './batch-file';
import type { ImageSet } from './image-set';

/**
 * Some images with their labels. The images are shared, not copied: 45,000 of them take 138 MB.
 * @param indices places in the set, in the order wanted
 * @throws when an index is not a place in the set
 */
export function subset(set: ImageSet, indices: ArrayLike<number>): ImageSet {
  const places = Int32Array.from(indices, (index) => placeOf(set, index));
  const labels = Uint8Array.from(indices, (index) => set.labels[index] as number);
  return { ...set, labels, places };
}

/**
 * One image of a set, not copied.
 * @returns [32, 32, 3]
 * @throws when the index is not a place in the set
 */
export function imageAt(set: ImageSet, index: number): Uint8Array {
  const place = placeOf(set, index);
  return set.images.subarray(place * imageValues, (place + 1) * imageValues);
}

/** Where an image of a set lies among its `images`. */
function placeOf({ labels, places }: ImageSet, index: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= labels.length) {
    throw new RangeError(`Image ${index}: expected 0 to ${labels.length - 1}.`);
  }
  return places === undefined ? index : (places[index] as number);
}
