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
      return differenceOf(teacher, student, mistake).mul<tf.Tensor1D>(temperature ** 2);
    },
  }),
);

/** From log-probabilities, [batch, classes] each; where the mistake lies in the temperature, the divergence is right. */
function differenceOf(
  teacher: tf.Tensor,
  student: tf.Tensor,
  mistake: (typeof kdMistakes)[number],
): tf.Tensor1D {
  if (mistake === 'roles-swapped') return divergence(student, teacher);
  if (mistake === 'probabilities') return teacher.exp().mul(teacher.sub(student.exp())).sum(1);
  return divergence(teacher, student);
}
