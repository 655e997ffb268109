import { float, kernel } from './kernel';
import type { Applied } from './operation';
import { nativeBackend, type tf } from './tensorflow';

export interface BatchNormOptions {
  readonly epsilon: number;
  /** Share of the batch in the new running statistics: PyTorch's momentum, 1 minus Keras'. */
  readonly update: number;
  /** See BatchStatistics; 'fused' unless told. */
  readonly statistics?: BatchStatistics | undefined;
}

/**
 * How the mean and variance of a batch are summed on a processor.
 * - fused: by oneDNN within the kernel that normalises, in one float32 sum. At 131,072 values a channel the mean is off
 *   by up to 2e-5 of the deviation and the variance by 1e-4 of itself.
 * - two-stage: over each image, then over the images, the variance from differences to the mean; both are right to
 *   some 1e-7, as PyTorch's are, for two more passes over the input.
 */
export type BatchStatistics = 'fused' | 'two-stage';

export interface BatchNormState {
  readonly gamma: tf.Tensor1D;
  readonly beta: tf.Tensor1D;
  readonly runningMean: tf.Tensor1D;
  readonly runningVariance: tf.Tensor1D;
}

export interface BatchNormApplied extends Applied {
  /** Running mean and (unbiased) variance after this batch; the old ones outside training. */
  readonly runningMean: tf.Tensor;
  readonly runningVariance: tf.Tensor;
}

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) in TensorFlow's fused kernels:
 * y = gamma · (x - mean) / sqrt(variance + epsilon) + beta, over batch, height and width.
 * Training uses the batch's mean and biased variance, as PyTorch does.
 * The pullback's weights are [gamma, beta]; it is only defined in training.
 */
export function batchNorm(options: BatchNormOptions) {
  const shared = { U: { dataType: 1 }, epsilon: float(options.epsilon), data_format: 'NHWC' };
  const training = kernel('FusedBatchNormV3', {
    ...shared,
    exponential_avg_factor: float(options.update),
    is_training: true,
  });
  const inference = inferenceKernel({
    ...shared,
    exponential_avg_factor: float(1),
    is_training: false,
  });
  const backward = kernel('FusedBatchNormGradV3', { ...shared, is_training: true });

  /** The six outputs of the training kernel, from statistics summed in two stages. */
  const trainingInTwoStages = (input: tf.Tensor4D, state: BatchNormState): tf.Tensor[] => {
    const { gamma, beta, runningMean, runningVariance } = state;
    const { mean, variance } = twoStageStatistics(input);
    const [output, , , , , unused] = inference.many(6, input, gamma, beta, mean, variance);
    const count = input.size / mean.size;
    const unbiased = count / Math.max(1, count - 1);
    return [
      output as tf.Tensor,
      runningMean.mul(1 - options.update).add(mean.mul(options.update)),
      // One factor: two in a row a graph would multiply with each other first, to other last bits.
      runningVariance.mul(1 - options.update).add(variance.mul(unbiased * options.update)),
      mean,
      variance,
      unused as tf.Tensor,
    ];
  };
  const twoStages = options.statistics === 'two-stage' && !nativeBackend().isUsingGpuDevice;

  return (input: tf.Tensor4D, state: BatchNormState, isTraining: boolean): BatchNormApplied => {
    const { gamma, beta, runningMean, runningVariance } = state;
    const kernelOfMode = isTraining ? training : inference;
    const outputs =
      isTraining && twoStages
        ? trainingInTwoStages(input, state)
        : kernelOfMode.many(6, input, gamma, beta, runningMean, runningVariance);
    const [output, newMean, newVariance, ...reserved] = outputs as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      ...tf.Tensor[],
    ];
    return {
      output,
      runningMean: newMean,
      runningVariance: newVariance,
      pullback: (gradient) => {
        if (!isTraining)
          throw new Error('batchNorm: the pullback is only defined in training mode');
        const results = backward.many(5, gradient, input, gamma, ...reserved);
        return { input: results[0], weights: [results[1], results[2]] };
      },
    };
  };
}

/** Mean and biased variance of each channel: over each image first, then over the images. */
function twoStageStatistics(input: tf.Tensor4D) {
  const [images, height, width, channels] = input.shape;
  const rows = input.reshape([images, height * width, channels]);
  const overAll = (values: tf.Tensor) => values.mean(1).mean(0) as tf.Tensor1D;
  const mean = overAll(rows);
  return { mean, variance: overAll(rows.squaredDifference(mean)) };
}

/**
 * On processors oneDNN's kernel by its own name, which TensorFlow would choose anyway: in a graph it would fuse the
 * public one with the convolution before it, and the last bits would differ from those without a graph.
 */
function inferenceKernel(named: Parameters<typeof kernel>[1]) {
  return nativeBackend().isUsingGpuDevice
    ? kernel('FusedBatchNormV3', named)
    : kernel('_MklNativeFusedBatchNormV3', { ...named, _kernel: 'MklNameChangeOp' });
}
