import { dataType, INT32, kernel } from './kernel';
import type { Applied } from './operation';
import { tf } from './tensorflow';

/** Zeros before and after each dimension: [[before, after], …], one pair a dimension. */
export type Paddings = readonly (readonly [number, number])[];

/** Zero padding of any dimensions. */
export function zeroPad(paddings: Paddings) {
  const pad = kernel('Pad', { Tpaddings: dataType(INT32) });
  const slice = kernel('Slice', { Index: dataType(INT32) });
  const before = paddings.map(([count]) => count);
  return (input: tf.Tensor): Applied => ({
    output: pad.one(
      input,
      tf.tensor2d(
        paddings.map((pair) => [...pair]),
        [paddings.length, 2],
        'int32',
      ),
    ),
    pullback: (gradient) => ({
      input: slice.one(gradient, tf.tensor1d(before, 'int32'), tf.tensor1d(input.shape, 'int32')),
      weights: [],
    }),
  });
}
