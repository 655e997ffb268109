import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { divergence } from './divergence';
import { temperatureSetting } from './temperature';
import { method } from './term';

/** What is wrong with the term; see `mistakenKd`. */
export const kdMistakes = ['roles-swapped', 'probabilities'] as const;

/**
 * Knowledge distillation as it is often got wrong, to see what that does; p is the teacher, q the student, each the
 * softmax of its logits at T:
 *
 *     roles-swapped   T² · KL(q ‖ p)
 *     probabilities   T² · Σ p · (log p − q): a softmax where PyTorch's kl_div expects a log-softmax
 *
 * Temperature on one side only is `kd` with a `teacherTemperature`.
 */
export const mistakenKd = method(
  'mistaken-kd',
  { temperature: temperatureSetting, mistake: z.enum(kdMistakes) },
  ({ temperature, mistake }) => ({
    name: 'mistaken-kd',
    needs: { teacherLogits: true },
    traceable: true,
    perExample: ({ studentLogits, teacherLogits }) => {
      const teacher = teacherLogits.div(temperature).logSoftmax();
      const student = studentLogits.div(temperature).logSoftmax();
      const difference =
        mistake === 'roles-swapped'
          ? divergence(student, teacher)
          : teacher.exp().mul(teacher.sub(student.exp())).sum(1);
      return difference.mul<tf.Tensor1D>(temperature ** 2);
    },
  }),
);
