import { kernel } from './kernel';
import type { Applied } from './operation';
import type { tf } from './tensorflow';

/**
 * Dense layer: y = x·W + b, or y = x·W without a bias.
 * @returns a function of input [batch, in], weights [in, out] and, unless left out, bias [out]; the pullback's
 * weights are those it was given
 */
export function dense() {
  const product = kernel('MatMul', { transpose_a: false, transpose_b: false });
  const productTransposedLeft = kernel('MatMul', { transpose_a: true, transpose_b: false });
  const productTransposedRight = kernel('MatMul', { transpose_a: false, transpose_b: true });
  const addBias = kernel('BiasAdd', { data_format: 'NHWC' });
  const biasGradient = kernel('BiasAddGrad', { data_format: 'NHWC' });
  return (input: tf.Tensor2D, weights: tf.Tensor2D, bias?: tf.Tensor1D): Applied => {
    const withoutBias = product.one(input, weights);
    return {
      output: bias === undefined ? withoutBias : addBias.one(withoutBias, bias),
      pullback: (gradient, wanted) => ({
        input: wanted.input ? productTransposedRight.one(gradient, weights) : undefined,
        weights: [
          productTransposedLeft.one(input, gradient),
          ...(bias === undefined ? [] : [biasGradient.one(gradient)]),
        ],
      }),
    };
  };
}
