import type { ObjectiveInput } from '../recipes/objective';
import { buildLoss, type OwnInputs } from './own-parts';
import { tf } from './tf';

/** One image as a loss sees it: logits of each class, and the number of the true one. */
export interface LossExample extends Readonly<Record<'studentLogits' | 'teacherLogits', number[]>> {
  readonly label: number;
}

/** The loss of one image as training computes it: Σ weight · term. */
export function lossValue(objective: ObjectiveInput, example: LossExample): number {
  const noFeature = (layer: string): never => {
    throw new Error(`lossValue: there are no features here, asked for those of ${layer}`);
  };
  const total = tf.tidy(() => {
    const inputs: OwnInputs = {
      studentLogits: tf.tensor2d([example.studentLogits]),
      teacherLogits: tf.tensor2d([example.teacherLogits]),
      labels: tf
        .oneHot(tf.tensor1d([example.label], 'int32'), example.studentLogits.length)
        .toFloat(),
      studentFeature: noFeature,
      teacherFeature: noFeature,
    };
    const terms = buildLoss(objective).map(({ weight, term }) =>
      term.perExample(inputs, {}).mul(weight),
    );
    return terms.reduce((sum, term) => sum.add(term)).dataSync()[0];
  });
  return total as number;
}
