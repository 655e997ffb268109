import { convolution2x2, fitsConvolution2x2 } from './convolution-2x2';
import { isMixed } from './graph/mixed-scope';
import { kernel } from './kernel';
import type { Applied } from './operation';
import { tf } from './tensorflow';

export interface ConvolutionOptions {
  readonly stride: number;
  /** 'same' is only exact as PyTorch's padding (k-1)/2 at stride 1; pad first and use 'valid' otherwise. */
  readonly padding: 'same' | 'valid';
}

/**
 * Two-dimensional convolution (cross-correlation) without bias:
 * y[n,i,j,o] = Σ_{u,v,c} x[n, i·s+u, j·s+v, c] · w[u,v,c,o].
 *
 * On 2x2 maps, and for the filter gradient where the output is at most 2x2, dense products replace
 * oneDNN's convolutions, which are slow there: the same sums in less time.
 * @returns a function of input [batch, height, width, in] and weights [height, width, in, out]
 */
export function convolution(options: ConvolutionOptions) {
  const stride = options.stride;
  const attrs = {
    strides: [1, stride, stride, 1],
    padding: options.padding.toUpperCase(),
    data_format: 'NHWC',
    use_cudnn_on_gpu: true,
    dilations: [1, 1, 1, 1],
  };
  const forward = kernel('Conv2D', attrs);
  const inputGradient = kernel('Conv2DBackpropInput', attrs);
  const filterGradient = kernel('Conv2DBackpropFilter', attrs);
  return (input: tf.Tensor4D, weights: tf.Tensor4D): Applied => {
    if (stride === 1 && options.padding === 'same' && fitsConvolution2x2(input, weights)) {
      return convolution2x2(input, weights);
    }
    const output = forward.one(input, weights);
    return {
      output,
      pullback: (gradient, wanted) => ({
        input: wanted.input
          ? inputGradient.one(tf.tensor1d(input.shape, 'int32'), weights, gradient)
          : undefined,
        weights: [
          productIsFaster(output as tf.Tensor4D, weights, options)
            ? filterGradientByPatches(input, weights.shape, gradient as tf.Tensor4D, options)
            : filterGradient.one(input, tf.tensor1d(weights.shape, 'int32'), gradient),
        ],
      }),
    };
  };
}

/**
 * Whether the filter gradient is faster as one product: on the smallest maps, and in bf16 (where oneDNN's kernel gains
 * little) on 4x4 maps of many channels too.
 */
function productIsFaster(
  output: tf.Tensor4D,
  { shape: [, , channelsIn] }: tf.Tensor4D,
  { padding }: ConvolutionOptions,
): boolean {
  const side = output.shape[1];
  return (side <= 2 && padding === 'valid') || (isMixed() && side <= 4 && channelsIn >= 128);
}

/** The filter gradient as one product: patchesᵀ [taps·in, pixels] · gradient [pixels, out]. */
function filterGradientByPatches(
  input: tf.Tensor4D,
  shape: [number, number, number, number],
  gradient: tf.Tensor4D,
  { stride, padding }: ConvolutionOptions,
): tf.Tensor {
  const [height, width, channelsIn, channelsOut] = shape;
  const patches = kernel('ExtractImagePatches', {
    ksizes: [1, height, width, 1],
    strides: [1, stride, stride, 1],
    rates: [1, 1, 1, 1],
    padding: padding.toUpperCase(),
  }).one(input);
  const columns = patches.reshape([-1, height * width * channelsIn]);
  const rows = gradient.reshape([-1, channelsOut]);
  return tf.matMul(columns, rows, true).reshape(shape);
}

/** Adds a bias to every pixel of a convolution's output; the pullback's weights are [kernel, bias]. */
export function biasAddition() {
  const addBias = kernel('BiasAdd', { data_format: 'NHWC' });
  const biasGradient = kernel('BiasAddGrad', { data_format: 'NHWC' });
  return (applied: Applied, bias: tf.Tensor1D): Applied => ({
    output: addBias.one(applied.output, bias),
    pullback: (gradient, wanted) => {
      const { input, weights } = applied.pullback(gradient, wanted);
      return { input, weights: [...weights, biasGradient.one(gradient)] };
    },
  });
}
