import { crossEntropy } from '../engine/cross-entropy';
import type { tf } from '../engine/tensorflow';
import type { ObjectiveSettings } from '../recipes/objective';
import type { Loss } from './loss';

/**
 * Cross-entropy with the true labels, smoothed and weighted where asked:
 * target = (1 - smoothing) · one-hot + smoothing / classes;
 * L_n = -weight · Σ_c target[n,c] · log softmax(z_n)_c.
 *
 * Source: Szegedy et al. (2016), Rethinking the Inception Architecture, section 7.
 */
export function labelsLoss({ smoothing, weight }: ObjectiveSettings['labels']): Loss {
  return {
    needsTeacher: false,
    traceable: true,
    partWeights: { hard: weight },
    perExample: ({ studentLogits, labels }) => {
      const classes = labels.shape[1];
      const targets = smoothing === 0 ? labels : labels.mul(1 - smoothing).add(smoothing / classes);
      const hard = crossEntropy(targets as tf.Tensor2D, studentLogits);
      const total = weight === 1 ? hard : hard.mul<tf.Tensor1D>(weight); // 1 adds no operation
      return { total, parts: { hard } };
    },
  };
}
