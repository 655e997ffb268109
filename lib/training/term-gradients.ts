import type { Network, Pass } from '../engine/network';
import { tf } from '../engine/tensorflow';
import type { Loss, LossInputs } from '../losses/loss';
import { mean } from '../statistics/summary';

/** How strongly each term of an objective pulls at the trainable weights, and whether two agree. */
export interface TermGradients {
  /** L2 norm over all trainable weights of the gradient of each weighted term's mean over the batch. */
  readonly norms: Readonly<Record<string, number>>;
  /** Cosine of the angle between the gradients of the first two terms. */
  readonly cosine: number;
  /** L2 norm of all trainable weights; times the weight decay it is what decay adds to the gradient. */
  readonly weightNorm: number;
}

/** A forward pass in training, with what its loss was computed from. */
export interface Forwarded {
  readonly network: Network;
  readonly pass: Pass;
  readonly loss: Loss;
  readonly inputs: LossInputs;
}

/**
 * Sends the gradient of each term back through the network by itself: g_t = ∂(weight_t · mean_n part_t[n])/∂w.
 * It changes nothing: the pass is one that training makes anyway.
 * @returns undefined for a loss of one term, or one that does not say how it weighs its parts
 */
export function termGradients(forwarded: Forwarded): TermGradients | undefined {
  const weights = Object.entries(forwarded.loss.partWeights ?? {});
  if (weights.length < 2) return undefined;
  return withoutTensors(() => {
    const terms = weights.map(([name, weight]) => ({
      name,
      gradients: weightGradients(forwarded, name, weight),
    }));
    const [first = [], second = []] = terms.map(({ gradients }) => gradients);
    return {
      norms: Object.fromEntries(terms.map(({ name, gradients }) => [name, norm(gradients)])),
      cosine: dot(first, second) / (norm(first) * norm(second)),
      weightNorm: norm(forwarded.network.trainable.map((variable) => variable.read())),
    };
  });
}

/** Means over several steps; the same terms each. */
export function meanTermGradients(measured: readonly TermGradients[]): TermGradients {
  const meanOf = (pick: (one: TermGradients) => number): number => mean(measured.map(pick));
  return {
    norms: Object.fromEntries(
      Object.keys(measured[0]?.norms ?? {}).map((name) => [
        name,
        meanOf(({ norms }) => norms[name] ?? 0),
      ]),
    ),
    cosine: meanOf(({ cosine }) => cosine),
    weightNorm: meanOf(({ weightNorm }) => weightNorm),
  };
}

type Gradients = readonly (tf.Tensor | undefined)[];

function weightGradients(
  { network, pass, loss, inputs }: Forwarded,
  name: string,
  weight: number,
): Gradients {
  const part = (studentLogits: tf.Tensor): tf.Tensor => {
    const { parts } = loss.perExample({ ...inputs, studentLogits: studentLogits as tf.Tensor2D });
    const values = parts[name];
    if (values !== undefined) return values;
    const known = Object.keys(parts).join(', ');
    throw new Error(
      `termGradients: the loss weighs a part "${name}" that it lacks; it has ${known}`,
    );
  };
  const examples = inputs.studentLogits.shape[0];
  const each = tf.fill([examples], weight / examples);
  const logitsGradient = tf.grad(part)(inputs.studentLogits, each);
  return pass.pullback({ [network.outputLayer]: logitsGradient });
}

/** Σ over weights of a·b; a gradient that is exactly zero counts as nothing. */
function dot(a: Gradients, b: Gradients): number {
  return a.reduce<number>((total, left, place) => {
    const right = b[place];
    if (left === undefined || right === undefined) return total;
    return total + (left.mul(right).sum().dataSync()[0] as number);
  }, 0);
}

function norm(values: Gradients): number {
  return Math.sqrt(dot(values, values));
}

/** Plain numbers out of tensors that are gone afterwards. */
function withoutTensors<T>(compute: () => T): T {
  let result: T | undefined;
  tf.tidy(() => {
    result = compute();
  });
  return result as T;
}
