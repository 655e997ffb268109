import { fillBatch } from '../data/batch';
import { type ImageSet, imageValues } from '../data/cifar10';
import { tf } from '../engine/tensorflow';
import { symmetricEigen } from './symmetric-eigen';

/** So many of the first training images are enough for a covariance of 12 by 12. */
const IMAGES = 5000;
const EPSILON = 5e-4;
const [SIDE, PATCH, CHANNELS] = [32, 2, 3] as const;
const VALUES = PATCH * PATCH * CHANNELS;

/**
 * Gives a model the weights that come from training images instead of a seed: the kernel of its layer `whiten`.
 * A model without such a layer stays as it is.
 */
export function fitToImages(model: tf.LayersModel, training: ImageSet): void {
  const layer = model.layers.find(({ name }) => name === 'whiten');
  if (layer === undefined) return;
  const [kernel, bias] = layer.getWeights() as [tf.Tensor4D, tf.Tensor];
  const values = whiteningKernel(patchCovariance(training));
  tf.tidy(() => layer.setWeights([tf.tensor4d(values, kernel.shape), bias]));
}

/**
 * Filters that whiten 2x2 patches: v_k / sqrt(λ_k + 5e-4) for the eigenvectors v_k of their covariance, largest
 * eigenvalue first, then the negatives of all twelve, so that no sign is lost to the activation behind.
 * Source: Jordan (2024), cifar10-airbench; Page (2019), How to train your ResNet 8, for the whitening itself.
 * @param covariance [12, 12], row by row
 * @returns kernel [2, 2, 3, 24], row by row
 */
export function whiteningKernel(covariance: Float64Array): Float32Array {
  const { values, vectors } = symmetricEigen(covariance, VALUES);
  const kernel = new Float32Array(VALUES * 2 * VALUES);
  values.forEach((eigenvalue, filter) => {
    const size = Math.sqrt(eigenvalue + EPSILON);
    for (let place = 0; place < VALUES; place++) {
      const weight = (vectors[filter * VALUES + place] as number) / size;
      kernel[place * 2 * VALUES + filter] = weight;
      kernel[place * 2 * VALUES + VALUES + filter] = -weight;
    }
  });
  return kernel;
}

/**
 * Mean of x·xᵀ over all 2x2 patches x of the first 5,000 images, normalised as the network sees them; the mean is
 * not taken off.
 * @returns [12, 12], row by row; a patch is [row, column, channel]
 */
export function patchCovariance(training: ImageSet): Float64Array {
  const count = Math.min(IMAGES, training.labels.length);
  const image = new Float32Array(imageValues);
  const sums = new Float64Array(VALUES * VALUES);
  const patch = new Float64Array(VALUES);
  for (let index = 0; index < count; index++) {
    fillBatch(image, training, Int32Array.of(index));
    for (let corner = 0; corner < SIDE * (SIDE - 1); corner++) {
      if (corner % SIDE === SIDE - 1) continue;
      readPatch(image, corner, patch);
      addOuterProduct(sums, patch);
    }
  }
  const patches = count * (SIDE - 1) ** 2;
  return sums.map((_, place) => {
    const [row, column] = [Math.floor(place / VALUES), place % VALUES];
    const above = Math.min(row, column) * VALUES + Math.max(row, column);
    return (sums[above] as number) / patches;
  });
}

/** Where the values of a patch stand from its first one on. */
const offsets = Array.from({ length: VALUES }, (_, place) => {
  const rowValues = PATCH * CHANNELS;
  return Math.floor(place / rowValues) * SIDE * CHANNELS + (place % rowValues);
});

function readPatch(image: Float32Array, corner: number, patch: Float64Array): void {
  for (let place = 0; place < VALUES; place++) {
    patch[place] = image[corner * CHANNELS + (offsets[place] as number)] as number;
  }
}

/** Adds x·xᵀ on and above the diagonal. */
function addOuterProduct(sums: Float64Array, patch: Float64Array): void {
  for (let row = 0; row < VALUES; row++) {
    const value = patch[row] as number;
    for (let column = row; column < VALUES; column++) {
      const place = row * VALUES + column;
      sums[place] = (sums[place] as number) + value * (patch[column] as number);
    }
  }
}
