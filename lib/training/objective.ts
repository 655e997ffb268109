import type { Named } from '../engine/graph/trace';
import type { Network } from '../engine/network';
import type { VariableGradients } from '../engine/optimizer';
import { tf } from '../engine/tensorflow';
import type { Loss, WeightedTerm } from '../losses/loss';
import type { Term, TermInputs } from '../terms/term';

/** A loss with the tensors of one batch. */
export interface Objective {
  readonly loss: Loss;
  readonly network: Network;
  readonly studentLogits: tf.Tensor2D;
  readonly labels: tf.Tensor2D;
  readonly teacherLogits: tf.Tensor2D | undefined;
  readonly studentFeatures: Named;
  readonly teacherFeatures: Named;
  /** In the terms' order, each term's own weights. */
  readonly own: readonly Named[];
  /** In the terms' order; a tensor where a warm-up changes it, so that a graph takes it as an input. */
  readonly weights: readonly (number | tf.Scalar)[];
}

/** Gradients with respect to the outputs of the student's layers, by name, as `Pass.pullback` takes them. */
export type OutputGradients = Readonly<Record<string, tf.Tensor>>;

/**
 * Values and gradient of L = mean over the batch of Σ weight · term, in one differentiation with respect to the
 * student's logits, the features that terms look at, and the terms' own weights.
 */
export function objectiveValues(objective: Objective) {
  const { loss, own, weights } = objective;
  const parts: Record<string, tf.Tensor> = {};
  const total = (): tf.Tensor => {
    const weighted = loss.map((one, place) => {
      const part = termValues(objective, one, place);
      parts[one.term.name] = tf.keep(part.clone());
      const weight = weights[place] as number | tf.Scalar;
      return weight === 1 ? part : part.mul(weight);
    });
    return weighted.reduce((sum, part) => sum.add(part));
  };
  const ownValues = own.flatMap((named) => Object.values(named));
  const { value, outputGradients, others } = gradientsOf(
    objective,
    total,
    ownValues,
    eachShare(objective),
  );
  const kept = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, part.clone()]),
  );
  tf.dispose(parts); // the clones end with the caller's tidy
  return { total: value, parts: kept, outputGradients, ownGradients: others };
}

/** Gradient of the mean of one weighted term alone with respect to the student's outputs. */
export function termOutputGradients(objective: Objective, place: number): OutputGradients {
  const weight = objective.weights[place] as number | tf.Scalar;
  const examples = objective.labels.shape[0];
  const share =
    typeof weight === 'number'
      ? tf.fill([examples], weight / examples)
      : eachShare(objective).mul(weight);
  const one = objective.loss[place] as WeightedTerm;
  return gradientsOf(objective, () => termValues(objective, one, place), [], share).outputGradients;
}

/** 1/batch for each example: what makes the gradient that of a mean. */
function eachShare({ labels }: Objective): tf.Tensor {
  const examples = labels.shape[0];
  return tf.fill([examples], 1 / examples);
}

/** Gradients of Σ share · compute() with respect to logits, features and `others`; absent where there is none. */
function gradientsOf(
  { network, studentLogits, studentFeatures }: Objective,
  compute: () => tf.Tensor,
  others: readonly tf.Tensor[],
  share: tf.Tensor,
) {
  const layers = Object.entries(studentFeatures).filter(([name]) => name !== network.outputLayer);
  const outputs = [[network.outputLayer, studentLogits] as const, ...layers];
  const sources = [...outputs.map(([, output]) => output), ...others];
  const { value, grads } = tf.engine().gradients(compute, sources, share, true);
  const found = grads as readonly (tf.Tensor | undefined)[];
  const outputGradients: OutputGradients = Object.fromEntries(
    outputs.flatMap(([name], place) => {
      const gradient = found[place];
      return gradient === undefined ? [] : [[name, gradient] as const];
    }),
  );
  const otherGradients: VariableGradients = found.slice(outputs.length);
  return { value, outputGradients, others: otherGradients };
}

function termValues(objective: Objective, { term }: WeightedTerm, place: number): tf.Tensor1D {
  return term.perExample(termInputs(objective, term), objective.own[place] ?? {});
}

/** What a term may look at; reading what its needs do not name says so, also where another term's needs name it. */
function termInputs(objective: Objective, { name, needs }: Term): TermInputs {
  const feature = (of: 'student' | 'teacher', features: Named, layer: string): tf.Tensor => {
    const found = features[layer];
    if (found !== undefined && needs[`${of}Layers`]?.includes(layer)) return found;
    throw new Error(
      `Term "${name}" looks at the ${of}'s layer "${layer}", but its needs do not name it; add it to ` +
        `needs.${of}Layers.`,
    );
  };
  const { network, studentLogits, labels, studentFeatures, teacherFeatures } = objective;
  const ofStudent: Named = { ...studentFeatures, [network.outputLayer]: studentLogits };
  return {
    studentLogits,
    labels,
    get teacherLogits(): tf.Tensor2D {
      if (needs.teacherLogits && objective.teacherLogits !== undefined) {
        return objective.teacherLogits;
      }
      throw new Error(
        `Term "${name}" looks at teacherLogits, but there are none: its needs have to say ` +
          'teacherLogits: true, and the recipe needs a teacher.',
      );
    },
    studentFeature: (layer) => feature('student', ofStudent, layer),
    teacherFeature: (layer) => feature('teacher', teacherFeatures, layer),
  };
}
