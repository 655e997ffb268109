import { divergence } from './divergence';
import { temperatureSetting } from './temperature';
import { method } from './term';

/**
 * Knowledge distillation: T² · KL(softmax(t/T) ‖ softmax(s/T)), summed over classes. A teacher may have a temperature
 * T' of its own, t/T': one that was trained on smoothed labels is so unsure that a student's T makes it uniform.
 *
 * Source: Hinton, Vinyals and Dean (2015), Distilling the Knowledge in a Neural Network, section 2; T' is not theirs.
 */
export const kd = method(
  'kd',
  { temperature: temperatureSetting, teacherTemperature: temperatureSetting.optional() },
  ({ temperature, teacherTemperature = temperature }) => ({
    name: 'kd',
    needs: { teacherLogits: true },
    traceable: true,
    perExample: ({ studentLogits, teacherLogits }) =>
      divergence(
        teacherLogits.div(teacherTemperature).logSoftmax(),
        studentLogits.div(temperature).logSoftmax(),
      ).mul(temperature ** 2),
  }),
);
