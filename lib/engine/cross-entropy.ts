import { kernel } from './kernel';
import { tf } from './tensorflow';

/**
 * Cross-entropy of soft or one-hot targets, one value an example, in TensorFlow's fused kernel:
 * CE_n = -Σ_c target[n,c] · log softmax(logits[n])_c.
 *
 * Differentiable in the logits (gradient: softmax(logits) - target); the targets are constants.
 * @param targets [batch, classes], rows that sum to 1
 * @param logits [batch, classes]
 * @returns [batch]
 */
export function crossEntropy(targets: tf.Tensor2D, logits: tf.Tensor2D): tf.Tensor1D {
  const fused = tf.customGrad((logitsInput, save) => {
    const [loss, gradient] = kernel('SoftmaxCrossEntropyWithLogits').many(
      2,
      logitsInput as tf.Tensor,
      targets,
    ) as [tf.Tensor, tf.Tensor];
    (save as tf.GradSaveFunc)([gradient]);
    return {
      value: loss,
      gradFunc: (upstream: tf.Tensor, saved: tf.Tensor[]) =>
        (saved[0] as tf.Tensor).mul(upstream.reshape([-1, 1])),
    };
  });
  return fused(logits) as tf.Tensor1D;
}
