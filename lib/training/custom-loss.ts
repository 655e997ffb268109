import type { tf } from '../engine/tensorflow';
import { withUniqueNames } from '../losses/build';
import type { Loss, WeightedTerm } from '../losses/loss';
import type { TermInputs } from '../terms/term';

/** A loss of a reader's own: terms with their weights, or a function of a batch to one value an example. */
export type CustomLoss = readonly WeightedTerm[] | ((inputs: TermInputs) => tf.Tensor1D);

/**
 * A custom loss as the engine takes it.
 * @param hasTeacher whether a function may look at a teacher's logits
 */
export function lossOf(custom: CustomLoss, hasTeacher: boolean): Loss {
  if (typeof custom !== 'function') return withUniqueNames(custom);
  const needs = hasTeacher ? { teacherLogits: true as const } : {};
  return [{ weight: 1, term: { name: custom.name || 'loss', needs, perExample: custom } }];
}
