import { tf } from '../engine/tensorflow';
import type { Recipe } from '../recipes/recipe';

/** PyTorch's momentum is 0.1, Keras' counts from the other end. */
const MOMENTUM = 0.9;

/**
 * A batch norm with PyTorch's defaults.
 * @param statistics what evaluation normalises by: 'running', or 'initial': a momentum of 1 leaves the running
 * mean at 0 and the running variance at 1. Training normalises by the batch in either case.
 */
export function norm(
  name: string,
  statistics: Recipe['evaluationStatistics'] = 'running',
): tf.layers.Layer {
  const momentum = statistics === 'initial' ? 1 : MOMENTUM;
  return tf.layers.batchNormalization({ momentum, epsilon: 1e-5, name });
}
