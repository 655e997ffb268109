import { tf } from '../engine/tensorflow';
import { buildLoss } from '../losses/build';
import type { ObjectiveInput } from '../recipes/objective';
import type { TermInputs } from '../terms/term';

/** One image as a loss sees it. */
export interface LossExample {
  /** [classes] */
  readonly studentLogits: readonly number[];
  /** [classes] */
  readonly teacherLogits: readonly number[];
  /** Number of the true class. */
  readonly label: number;
}

/** The loss of one image as training computes it: Σ weight · term. */
export function lossValue(objective: ObjectiveInput, example: LossExample): number {
  const { studentLogits, teacherLogits, label } = example;
  const noFeature = (layer: string): never => {
    throw new Error(`lossValue: there are no features here, asked for those of ${layer}`);
  };
  const total = tf.tidy(() => {
    const inputs: TermInputs = {
      studentLogits: tf.tensor2d([[...studentLogits]]),
      teacherLogits: tf.tensor2d([[...teacherLogits]]),
      labels: tf.oneHot([label], studentLogits.length).toFloat() as TermInputs['labels'],
      studentFeature: noFeature,
      teacherFeature: noFeature,
    };
    const terms = buildLoss(objective).map(({ weight, term }) =>
      term.perExample(inputs, {}).mul<typeof inputs.labels>(weight),
    );
    return terms.reduce((sum, term) => sum.add(term)).dataSync()[0];
  });
  return total as number;
}
