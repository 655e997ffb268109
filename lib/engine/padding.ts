import { constant } from './constant';
import { kernel } from './kernel';
import type { Applied } from './operation';
import type { tf } from './tensorflow';

/** Zeros before and after each dimension: [[before, after], …], one pair a dimension. */
export type Paddings = readonly (readonly [number, number])[];

/** Zero padding of any dimensions. */
export function zeroPad(paddings: Paddings) {
  const pad = kernel('Pad');
  const slice = kernel('Slice');
  const before = paddings.map(([count]) => count);
  return (input: tf.Tensor): Applied => ({
    output: pad.one(input, constant('int32', paddings.flat(), [paddings.length, 2])),
    pullback: (gradient) => ({
      input: slice.one(gradient, constant('int32', before), constant('int32', input.shape)),
      weights: [],
    }),
  });
}
