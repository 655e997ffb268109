import { dataType, INT32, kernel } from './kernel';
import type { Applied } from './operation';
import { tf } from './tensorflow';

export interface PoolingOptions {
  readonly size: number;
  readonly stride: number;
}

function attrs({ size, stride }: PoolingOptions) {
  return {
    ksize: [1, size, size, 1],
    strides: [1, stride, stride, 1],
    padding: 'VALID',
    data_format: 'NHWC',
  };
}

/**
 * Max-pooling without padding. Among equal values the first in row order takes the whole gradient, as in
 * PyTorch.
 * @returns a function of the input [batch, height, width, channels]
 */
export function maxPool(options: PoolingOptions) {
  const forward = kernel('MaxPool', attrs(options));
  const backward = kernel('MaxPoolGrad', attrs(options));
  const pairs = pairMaximum();
  return (input: tf.Tensor4D): Applied => {
    const [, height, width] = input.shape;
    if (options.size === 2 && options.stride === 2 && height % 2 === 0 && width % 2 === 0) {
      return maxPool2x2(input, pairs);
    }
    const output = forward.one(input);
    return {
      output,
      pullback: (gradient) => ({ input: backward.one(input, output, gradient), weights: [] }),
    };
  };
}

/**
 * 2x2 max-pooling as two maxima of neighbours, first along the row, then along the column: the winner's
 * place is two comparisons, and the way back needs no search (MaxPoolGrad takes twice as long).
 */
function maxPool2x2(input: tf.Tensor4D, pairs: ReturnType<typeof pairMaximum>): Applied {
  const [batch, height, width, channels] = input.shape;
  const along = pairs(input.reshape([(batch * height * width) / 2, 2, channels]));
  const rowLength = (width / 2) * channels;
  const across = pairs(along.output.reshape([(batch * height) / 2, 2, rowLength]));
  return {
    output: across.output.reshape([batch, height / 2, width / 2, channels]),
    pullback: (gradient) => {
      const rows = across.pullback(gradient.reshape([(batch * height) / 2, rowLength]));
      const columns = along.pullback(rows.reshape([(batch * height * width) / 2, channels]));
      return { input: columns.reshape(input.shape), weights: [] };
    },
  };
}

/** Maximum over the middle axis of [groups, 2, values]; the first wins a tie. */
function pairMaximum() {
  const unpack = kernel('Unpack', { num: 2, axis: 1 });
  const pack = kernel('Pack', { N: 2, axis: 1 });
  const greaterEqual = kernel('GreaterEqual');
  const maximum = kernel('Maximum');
  const select = kernel('SelectV2');
  const subtract = kernel('Sub');
  return (input: tf.Tensor) => {
    const [first, second] = unpack.many(2, input) as [tf.Tensor, tf.Tensor];
    const firstWins = greaterEqual.one(first, second);
    return {
      output: maximum.one(first, second),
      pullback: (gradient: tf.Tensor): tf.Tensor => {
        const toFirst = select.one(firstWins, gradient, tf.scalar(0));
        return pack.one(toFirst, subtract.one(gradient, toFirst));
      },
    };
  };
}

/** Average pooling without padding. */
export function averagePool(options: PoolingOptions) {
  const forward = kernel('AvgPool', attrs(options));
  const backward = kernel('AvgPoolGrad', attrs(options));
  return (input: tf.Tensor4D): Applied => ({
    output: forward.one(input),
    pullback: (gradient) => ({
      input: backward.one(tf.tensor1d(input.shape, 'int32'), gradient),
      weights: [],
    }),
  });
}

/** Mean over height and width: [batch, height, width, channels] to [batch, channels]. */
export function globalAveragePool() {
  const mean = kernel('Mean', { Tidx: dataType(INT32), keep_dims: false });
  return (input: tf.Tensor4D): Applied => {
    const [batch, height, width, channels] = input.shape;
    return {
      output: mean.one(input, tf.tensor1d([1, 2], 'int32')),
      pullback: (gradient) => ({
        input: gradient
          .div(height * width)
          .reshape([batch, 1, 1, channels])
          .broadcastTo(input.shape),
        weights: [],
      }),
    };
  };
}
