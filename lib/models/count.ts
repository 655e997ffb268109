import type { tf } from '../engine/tensorflow';
import { layerRows } from './summary';

const BYTES_A_NUMBER = 4; // float32
const BYTES_A_COUNTER = 8; // PyTorch keeps an int64 count of batches in every batch norm
const BYTES_A_MEGABYTE = 2 ** 20;

/** Parameters, frozen ones too; running statistics do not count (tfjs' own countParams includes them). */
export function countParameters(model: tf.LayersModel): number {
  return layerRows(model).reduce((total, { parameters }) => total + parameters, 0);
}

/**
 * Size as PyTorch measures it: parameters and buffers, in MB of 2^20 bytes. Buffers are the mean and
 * variance of each batch norm and one 8-byte counter each.
 */
export function sizeMegabytes(model: tf.LayersModel): number {
  const rows = layerRows(model);
  const numbers = rows.reduce((total, { parameters, buffers }) => total + parameters + buffers, 0);
  const counters = rows.filter(({ kind }) => kind === 'BatchNormalization').length;
  return (numbers * BYTES_A_NUMBER + counters * BYTES_A_COUNTER) / BYTES_A_MEGABYTE;
}

/** Multiply-add operations for one image, counted from the graph. */
export function countMultiplyAdds(model: tf.LayersModel): number {
  return layerRows(model).reduce((total, row) => total + row.multiplyAdds, 0);
}
