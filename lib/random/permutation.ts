import type { RandomStream } from './stream';

/**
 * A uniformly random order of 0 … count-1 (Fisher and Yates, Durstenfeld's in-place form).
 * @param stream where the randomness comes from; positions 0 … count-2 are read
 * @returns [count] indices
 */
export function permutation(stream: RandomStream, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(stream.uniformAt(count - 1 - last) * (last + 1));
    const held = order[last] as number;
    order[last] = order[other] as number;
    order[other] = held;
  }
  return order;
}
