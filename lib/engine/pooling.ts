import { dataType, INT32, kernel } from './kernel';
import type { Applied } from './operation';
import { nativeBackend, tf } from './tensorflow';

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
 *
 * On processors it runs oneDNN's own kernels, which note where each maximum stood; TensorFlow's public
 * pair finds it again by search (MaxPoolGrad, several times slower) and is for graphics cards.
 * @returns a function of the input [batch, height, width, channels]
 */
export function maxPool(options: PoolingOptions) {
  return nativeBackend().isUsingGpuDevice ? searchingMaxPool(options) : notingMaxPool(options);
}

function notingMaxPool(options: PoolingOptions) {
  const named = {
    ...attrs(options),
    explicit_paddings: [],
    workspace_enabled: true,
    _kernel: 'MklNameChangeOp', // how TensorFlow tells oneDNN's kernels on plain layouts from others
  };
  const forward = kernel('_MklNativeMaxPool', named);
  const backward = kernel('_MklNativeMaxPoolGrad', named);
  return (input: tf.Tensor4D): Applied => {
    const [output, places] = forward.many(2, input) as [tf.Tensor, tf.Tensor];
    return {
      output,
      pullback: (gradient) => ({
        input: backward.one(input, output, gradient, places),
        weights: [],
      }),
    };
  };
}

/** By TensorFlow's public kernels. */
function searchingMaxPool(options: PoolingOptions) {
  const forward = kernel('MaxPool', attrs(options));
  const backward = kernel('MaxPoolGrad', attrs(options));
  return (input: tf.Tensor4D): Applied => {
    const output = forward.one(input);
    return {
      output,
      pullback: (gradient) => ({ input: backward.one(input, output, gradient), weights: [] }),
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
