import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { divergence } from './divergence';
import { temperatureSetting } from './temperature';
import { method } from './term';

/** How far below all others the true class's logit is put to leave it out of a softmax: exp(-1e4) is 0 in float32. */
const LEFT_OUT = 1e4;

/**
 * Decoupled knowledge distillation: T² · [alpha · KL(b_t ‖ b_s) + beta · KL(p̂ ‖ q̂)], where b = (p_y, 1 - p_y)
 * is the binary distribution of the true class y against all others, and p̂, q̂ are the softmax over the wrong
 * classes alone, of teacher and student at temperature T.
 *
 * Source: Zhao et al. (2022), Decoupled Knowledge Distillation, equation 7. Their code warms the term up
 * linearly over 20 epochs: `warmupEpochs`.
 */
export const dkd = method(
  'dkd',
  {
    temperature: temperatureSetting,
    /** Weight of the target-class part. */
    alpha: z.number().min(0).default(1),
    /** Weight of the wrong classes' part; the paper uses 2 to 8. */
    beta: z.number().min(0).default(8),
  },
  ({ temperature, alpha, beta }) => ({
    name: 'dkd',
    needs: { teacherLogits: true },
    traceable: true,
    perExample: ({ studentLogits, teacherLogits, labels }) => {
      const teacher = decouple(teacherLogits.div(temperature), labels);
      const student = decouple(studentLogits.div(temperature), labels);
      const target = divergence(teacher.binary, student.binary);
      const wrong = divergence(teacher.wrong, student.wrong);
      return target
        .mul(alpha)
        .add(wrong.mul(beta))
        .mul(temperature ** 2);
    },
  }),
);

/** Log-probabilities of (true class, any other), [batch, 2], and over the wrong classes, [batch, classes]. */
function decouple(logits: tf.Tensor, labels: tf.Tensor2D) {
  const others = withoutTrueClass(logits, labels);
  const othersSum = others.logSumExp(1, true);
  const target = logits.mul(labels).sum(1, true);
  const binary = target.concat(othersSum, 1).logSoftmax();
  return { binary, wrong: others.sub(othersSum) };
}

/**
 * The logits with the true class's replaced by one so far below the largest of the others that its exponential is 0,
 * however large the logits are: a fixed distance would leave a true class in that lies further above the others, and
 * would be lost in the rounding of large ones.
 * @returns [batch, classes], the wrong classes' logits unchanged to the bit
 */
function withoutTrueClass(logits: tf.Tensor, labels: tf.Tensor2D): tf.Tensor {
  const wrong = labels.mul(-1).add(1); // 1 for a wrong class, 0 for the true one
  const masked = logits.mul(wrong);
  // Of the wrong classes alone: the true one stands at least as far below 0 as any of them.
  const lowest = masked.abs().max(1, true).neg();
  const largest = masked.add(labels.mul(lowest)).max(1, true);
  return masked.add(labels.mul(largest.sub(largest.abs().add(LEFT_OUT))));
}
