import { kernel } from './kernel';
import type { Applied } from './operation';
import { tf } from './tensorflow';

/** Multiplication by a constant: y = factor · x. */
export function scaling(factor: number) {
  const times = kernel('Mul');
  return (input: tf.Tensor): Applied => ({
    output: times.one(input, tf.scalar(factor)),
    pullback: (gradient, wanted) => ({
      input: wanted.input ? times.one(gradient, tf.scalar(factor)) : undefined,
      weights: [],
    }),
  });
}
