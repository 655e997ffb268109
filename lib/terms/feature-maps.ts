import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** A layer of each network whose outputs are compared. */
export const layerPairSetting = z.strictObject({
  /** Name of a layer of the student, such as relu3. */
  student: z.string(),
  /** Name of a layer of the teacher, such as stage2. */
  teacher: z.string(),
});

/** Keeps the squares of all-zero maps away from 0, where a root has no gradient. */
const EPSILON = 1e-12;

/**
 * Averages the larger of two maps down to the height and width of the smaller.
 * @param a [batch, height, width, channels]
 * @param b [batch, height, width, channels], possibly with other channels
 * @throws when neither side is a whole multiple of the other
 */
export function sameSize(a: tf.Tensor, b: tf.Tensor): readonly [tf.Tensor4D, tf.Tensor4D] {
  const [mapA, mapB] = [asMap(a), asMap(b)];
  const side = Math.min(mapA.shape[1], mapB.shape[1]);
  return [shrink(mapA, side), shrink(mapB, side)];
}

function asMap(features: tf.Tensor): tf.Tensor4D {
  if (features.rank === 4) return features as tf.Tensor4D;
  throw new RangeError(
    `Expected a feature map [batch, height, width, channels], found [${features.shape}]; ` +
      'choose a layer before the global average pool.',
  );
}

function shrink(map: tf.Tensor4D, side: number): tf.Tensor4D {
  const [, height, width] = map.shape;
  if (height === side && width === side) return map;
  const factor = height / side;
  if (!Number.isInteger(factor) || height !== width) {
    throw new RangeError(
      `Cannot average a map of ${height}x${width} down to ${side}x${side}: expected a square whose side ` +
        `is a multiple of ${side}; choose another pair of layers.`,
    );
  }
  return map.avgPool(factor, factor, 'valid');
}

/** Each example as one row: [batch, values]. */
export function flat(features: tf.Tensor): tf.Tensor2D {
  return features.reshape([features.shape[0] as number, -1]);
}

/**
 * Rows divided by their L2 norm. By the reciprocal root, since a graph would turn a division by a root into that,
 * with other last bits than kernel by kernel.
 */
export function unitRows(rows: tf.Tensor): tf.Tensor {
  return rows.mul(rows.square().sum(1, true).add(EPSILON).rsqrt());
}
