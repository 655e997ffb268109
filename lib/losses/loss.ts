import type { tf } from '../engine/tensorflow';

/** What a loss may look at: one batch. */
export interface LossInputs {
  /** [batch, classes], unnormalised log-probabilities of the student */
  readonly studentLogits: tf.Tensor2D;
  /** [batch, classes], one-hot true labels */
  readonly labels: tf.Tensor2D;
  /** [batch, classes], of the teacher in inference mode on the same views; present when asked for */
  readonly teacherLogits?: tf.Tensor2D;
}

/** A loss an example: what is minimised, and its parts before weighting, for the record. */
export interface LossValues {
  /** [batch] */
  readonly total: tf.Tensor1D;
  /** Each [batch]; 'hard' is cross-entropy with the labels, 'soft' the temperature-scaled divergence. */
  readonly parts: Readonly<Record<string, tf.Tensor1D>>;
}

/** A loss that says what it needs; the training loop never asks which method it is. */
export interface Loss {
  readonly needsTeacher: boolean;
  /** How the total weighs its parts, total = Σ weight · part: lets training record how each term pulls. */
  readonly partWeights?: Readonly<Record<string, number>>;
  /**
   * Says that the values depend on the inputs alone and are computed without looking at any number on the
   * way: training may then run whole steps as one graph, which is faster. Leave it out if in doubt.
   */
  readonly traceable?: boolean;
  /** Values an example; differentiated with respect to the student's logits only. */
  readonly perExample: (inputs: LossInputs) => LossValues;
}
