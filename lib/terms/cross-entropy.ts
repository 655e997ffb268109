import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { method } from './term';

/**
 * Cross-entropy with the true labels, smoothed where asked: CE_n = -Σ_c target[n,c] · log softmax(s_n)_c with
 * target = (1 - smoothing) · one-hot + smoothing / classes.
 *
 * Source of the smoothing: Szegedy et al. (2016), Rethinking the Inception Architecture, section 7.
 */
export const crossEntropy = method(
  'cross-entropy',
  { smoothing: z.number().min(0).lt(1).default(0) },
  ({ smoothing }) => ({
    name: 'cross-entropy',
    needs: {},
    traceable: true,
    perExample: ({ studentLogits, labels }) => {
      const targets = labels.mul(1 - smoothing).add(smoothing / labels.shape[1]);
      return targets.mul(studentLogits.logSoftmax()).sum<tf.Tensor1D>(1).neg() as tf.Tensor1D;
    },
  }),
);
