import { crossEntropy } from '../engine/cross-entropy';
import { tf } from '../engine/tensorflow';
import type { ObjectiveSettings } from '../recipes/objective';
import type { Term } from '../terms/term';
import type { Loss } from './loss';

/**
 * Distillation of logits: L_n = softWeight · T² · KL(p_n ‖ q_n) + hardWeight · CE_n with
 * p = softmax(teacherLogits / T), q = softmax(studentLogits / T); KL summed over classes.
 *
 * T² keeps the size of the soft term's gradient when T changes. The settings can make two well-known
 * mistakes on purpose, for the study of what they cost: KL averaged over classes instead of summed, and
 * no T².
 * Source: Hinton, Vinyals and Dean (2015), Distilling the Knowledge in a Neural Network, section 2.
 */
export function logitsLoss(settings: ObjectiveSettings['logits']): Loss {
  const { temperature, softWeight, hardWeight } = settings;
  const squared = settings.timesSquaredTemperature ? temperature ** 2 : 1;
  const soft: Term = {
    name: 'soft',
    needs: { teacherLogits: true },
    traceable: true,
    perExample: ({ studentLogits, teacherLogits }) => {
      const classes = settings.overClasses === 'mean' ? studentLogits.shape[1] : 1;
      return klDivergence(teacherLogits, studentLogits, temperature).mul(squared / classes);
    },
  };
  const hard: Term = {
    name: 'hard',
    needs: {},
    traceable: true,
    perExample: ({ studentLogits, labels }) => crossEntropy(labels, studentLogits),
  };
  return [
    { term: hard, weight: hardWeight },
    { term: soft, weight: softWeight },
  ];
}

/**
 * Kullback-Leibler divergence from teacher to student at a temperature, an example:
 * KL_n = Σ_c p[n,c] · (log p[n,c] - log q[n,c]).
 * @param teacherLogits [batch, classes]
 * @param studentLogits [batch, classes]
 * @returns [batch]
 */
export function klDivergence(
  teacherLogits: tf.Tensor2D,
  studentLogits: tf.Tensor2D,
  temperature: number,
): tf.Tensor1D {
  return tf.tidy(() => {
    const teacherLogProbs = tf.logSoftmax(teacherLogits.div(temperature));
    const studentLogProbs = tf.logSoftmax(studentLogits.div(temperature));
    return teacherLogProbs.exp().mul(teacherLogProbs.sub(studentLogProbs)).sum<tf.Tensor1D>(1);
  });
}
