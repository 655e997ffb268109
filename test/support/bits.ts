import { createHash } from 'node:crypto';
import type { tf } from '../../lib/engine/tensorflow';

/** A hash of a tensor's bits: what to compare where a list of millions of numbers takes seconds. */
export function bitsOf(tensor: tf.Tensor): string {
  const { buffer, byteOffset, byteLength } = tensor.dataSync();
  return createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');
}
