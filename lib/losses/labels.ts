import { crossEntropy } from '../engine/cross-entropy';
import type { tf } from '../engine/tensorflow';
import type { ObjectiveSettings } from '../recipes/objective';
import type { Loss } from './loss';

/**
 * Cross-entropy with the true labels, smoothed where asked, in TensorFlow's fused kernel:
 * target = (1 - smoothing) · one-hot + smoothing / classes; L_n = -weight · Σ_c target[n,c] · log softmax(z_n)_c.
 *
 * Source: Szegedy et al. (2016), Rethinking the Inception Architecture, section 7.
 */
export function labelsLoss({ smoothing, weight }: ObjectiveSettings['labels']): Loss {
  return [
    {
      weight,
      term: {
        name: 'hard',
        needs: {},
        traceable: true,
        perExample: ({ studentLogits, labels }) => {
          const classes = labels.shape[1];
          const targets =
            smoothing === 0 ? labels : labels.mul(1 - smoothing).add(smoothing / classes);
          return crossEntropy(targets as tf.Tensor2D, studentLogits);
        },
      },
    },
  ];
}
