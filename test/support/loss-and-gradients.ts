import { crossEntropy } from '../../lib/engine/cross-entropy';
import type { Network } from '../../lib/engine/network';
import { tf } from '../../lib/engine/tensorflow';

/** A pass in training with mean cross-entropy: logits, loss, and gradients of the trainable variables. */
export function lossAndGradients(made: Network, images: tf.Tensor4D, labels: tf.Tensor2D) {
  const pass = made.forward(images, true);
  const logits = pass.output('logits') as tf.Tensor2D;
  const { value, grad } = tf.valueAndGrad((z: tf.Tensor) =>
    crossEntropy(labels, z as tf.Tensor2D).mean(),
  )(logits);
  const loss = value.dataSync()[0] as number;
  return { logits, loss, gradients: pass.pullback({ logits: grad }) };
}
