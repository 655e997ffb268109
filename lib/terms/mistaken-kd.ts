import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { divergence } from './divergence';
import { temperatureSetting } from './temperature';
import { method } from './term';

/** What is wrong with the term; see `mistakenKd`. */
export const kdMistakes = [
  'roles-swapped',
  'probabilities',
  'temperature-on-teacher-only',
  'temperature-on-student-only',
] as const;

/**
 * Knowledge distillation as it is often got wrong, to see what that does; p is the teacher, q the student, each the
 * softmax of its logits, at T unless said:
 *
 *     roles-swapped                 T² · KL(q ‖ p)
 *     probabilities                 T² · Σ p · (log p − q): a softmax where PyTorch's kl_div expects a log-softmax
 *     temperature-on-teacher-only   T² · KL(p ‖ q at T = 1)
 *     temperature-on-student-only   T² · KL(p at T = 1 ‖ q)
 */
export const mistakenKd = method(
  'mistaken-kd',
  { temperature: temperatureSetting, mistake: z.enum(kdMistakes) },
  ({ temperature, mistake }) => ({
    name: 'mistaken-kd',
    needs: { teacherLogits: true },
    traceable: true,
    perExample: ({ studentLogits, teacherLogits }) => {
      const teacherAt = mistake === 'temperature-on-student-only' ? 1 : temperature;
      const studentAt = mistake === 'temperature-on-teacher-only' ? 1 : temperature;
      const teacher = teacherLogits.div(teacherAt).logSoftmax();
      const student = studentLogits.div(studentAt).logSoftmax();
      const wrong = {
        'roles-swapped': () => divergence(student, teacher),
        probabilities: () => teacher.exp().mul(teacher.sub(student.exp())).sum<tf.Tensor1D>(1),
        'temperature-on-teacher-only': () => divergence(teacher, student),
        'temperature-on-student-only': () => divergence(teacher, student),
      }[mistake]();
      return wrong.mul<tf.Tensor1D>(temperature ** 2);
    },
  }),
);
