import { constant, scalarConstant } from './constant';
import { kernel } from './kernel';
import type { Applied } from './operation';
import { nativeBackend, type tf } from './tensorflow';

export interface PoolingOptions {
  readonly size: number;
  readonly stride: number;
}

function attrs({ size, stride }: PoolingOptions) {
  return {
    ksize: [1, size, size, 1],
    strides: [1, stride, stride, 1],
    padding: 'VALID',
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
export function searchingMaxPool(options: PoolingOptions) {
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
      input: backward.one(constant('int32', input.shape), gradient),
      weights: [],
    }),
  });
}

/** Mean over height and width: [batch, height, width, channels] to [batch, channels]. */
export function globalAveragePool() {
  const mean = kernel('Mean');
  const divide = kernel('RealDiv');
  const reshape = kernel('Reshape');
  const broadcast = kernel('BroadcastTo');
  return (input: tf.Tensor4D): Applied => {
    const [batch, height, width, channels] = input.shape;
    return {
      output: mean.one(input, constant('int32', [1, 2])),
      pullback: (gradient) => {
        const each = divide.one(gradient, scalarConstant('float32', height * width));
        const pixel = reshape.one(each, constant('int32', [batch, 1, 1, channels]));
        return { input: broadcast.one(pixel, constant('int32', input.shape)), weights: [] };
      },
    };
  };
}
