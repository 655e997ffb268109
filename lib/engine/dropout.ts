import type { RandomStream } from '../random/stream';
import { kernel } from './kernel';
import type { Applied } from './operation';
import { tf } from './tensorflow';

/** The next uniform number in [0, 1) of a training step. */
export type Draw = () => number;

/**
 * Dropout (Srivastava et al., 2014) with inverted scaling, as PyTorch's: y = x · mask, where a mask's value
 * is 0 with probability `rate`, else 1 / (1 - rate), so that y's expectation is x. One number is drawn for
 * each value of x, in row-major order. For training alone: inference takes x as it is.
 * @param rate share of values that are dropped, in [0, 1)
 */
export function dropout(rate: number) {
  const product = kernel('Mul');
  const kept = 1 / (1 - rate);
  return (input: tf.Tensor, draw: Draw): Applied => {
    const values = Float32Array.from({ length: input.size }, () => (draw() < rate ? 0 : kept));
    const mask = tf.tensor(values, input.shape, 'float32');
    return {
      output: product.one(input, mask),
      pullback: (gradient, wanted) => ({
        input: wanted.input ? product.one(gradient, mask) : undefined,
        weights: [],
      }),
    };
  };
}

/**
 * The numbers of a stream, one after the other.
 * @param stream of one training step; none where nothing is dropped
 * @returns a function that throws when there is no stream to draw from
 */
export function drawsFrom(stream: RandomStream | undefined): Draw {
  let position = 0;
  return () => {
    if (stream !== undefined) return stream.uniformAt(position++);
    throw new Error(
      "network: dropout in training needs the step's random stream, found none; give it to `forward`.",
    );
  };
}
