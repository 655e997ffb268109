import { divergence } from './divergence';
import { temperatureSetting } from './temperature';
import { method } from './term';

/**
 * Knowledge distillation: T² · KL(softmax(t/T) ‖ softmax(s/T)), summed over classes.
 *
 * Source: Hinton, Vinyals and Dean (2015), Distilling the Knowledge in a Neural Network, section 2.
 */
export const kd = method('kd', { temperature: temperatureSetting }, ({ temperature }) => ({
  name: 'kd',
  needs: { teacherLogits: true },
  traceable: true,
  perExample: ({ studentLogits, teacherLogits }) =>
    divergence(
      teacherLogits.div(temperature).logSoftmax(),
      studentLogits.div(temperature).logSoftmax(),
    ).mul(temperature ** 2),
}));
