import type { Named } from '../engine/graph/trace';
import type { Network, Pass } from '../engine/network';
import type { VariableGradients } from '../engine/optimizer';
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
 * Only for a loss that has terms.
 * @returns the dot products of which `readTermGradients` makes norms and angles, one for each trainable variable
 */
export function termDots(forwarded: Forwarded): Named {
  const terms = termsOf(forwarded.loss);
  const gradients = terms.map(([name, weight]) => weightGradients(forwarded, name, weight));
  const [first = [], second = []] = gradients;
  const weights = forwarded.network.trainable.map((variable) => variable.read());
  return Object.fromEntries([
    ...terms.flatMap(([name], place) =>
      dots(normName(name), gradients[place] ?? [], gradients[place] ?? []),
    ),
    ...dots(BOTH, first, second),
    ...dots(WEIGHTS, weights, weights),
  ]);
}

/**
 * Reads what `termDots` put among a step's outputs.
 * @returns undefined where it put nothing there
 */
export function readTermGradients(loss: Loss, outputs: Named): TermGradients | undefined {
  if (outputs[`${WEIGHTS}0`] === undefined) return undefined;
  const terms = termsOf(loss);
  const norms = Object.fromEntries(
    terms.map(([name]) => [name, Math.sqrt(total(outputs, normName(name)))]),
  );
  const [first = 0, second = 0] = Object.values(norms);
  return {
    norms,
    cosine: total(outputs, BOTH) / (first * second),
    weightNorm: Math.sqrt(total(outputs, WEIGHTS)),
  };
}

const [BOTH, WEIGHTS] = ['dots-both-', 'dots-weights-'];
const normName = (term: string): string => `dots-term-${term}-`;

/** Whether a loss has several terms and says how it weighs them. */
export function hasTerms(loss: Loss): boolean {
  return termsOf(loss).length >= 2;
}

function termsOf({ partWeights = {} }: Loss): (readonly [string, number])[] {
  return Object.entries(partWeights);
}

/** Names and tensors of the dot products a·b of each variable; a gradient that is exactly zero has none. */
function dots(
  name: string,
  a: VariableGradients,
  b: VariableGradients,
): (readonly [string, tf.Tensor])[] {
  const products = a.flatMap((left, place) => {
    const right = b[place];
    return left === undefined || right === undefined ? [] : [left.mul(right).sum()];
  });
  return products.map((product, place) => [`${name}${place}`, product] as const);
}

/** Σ of the dot products of a name. */
function total(outputs: Named, name: string): number {
  let sum = 0;
  for (let place = 0; outputs[`${name}${place}`] !== undefined; place++) {
    sum += (outputs[`${name}${place}`] as tf.Tensor).dataSync()[0] as number;
  }
  return sum;
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

function weightGradients(
  { network, pass, loss, inputs }: Forwarded,
  name: string,
  weight: number,
): VariableGradients {
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
