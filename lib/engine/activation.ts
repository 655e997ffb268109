import { kernel } from './kernel';
import type { Applied } from './operation';
import type { tf } from './tensorflow';

/** Rectified linear unit: y = max(x, 0); the gradient at 0 is 0, as in PyTorch. */
export function relu() {
  const forward = kernel('Relu');
  const backward = kernel('ReluGrad');
  return (input: tf.Tensor): Applied => {
    const output = forward.one(input);
    return {
      output,
      pullback: (gradient) => ({ input: backward.one(gradient, output), weights: [] }),
    };
  };
}
