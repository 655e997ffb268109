import type { Named } from '../engine/graph/trace';
import type { Pass } from '../engine/network';
import type { VariableGradients } from '../engine/optimizer';
import type { tf } from '../engine/tensorflow';
import type { Loss } from '../losses/loss';
import { mean } from '../statistics/summary';
import { type Objective, termOutputGradients } from './objective';

/** How strongly each term of an objective pulls at the network's trainable weights, and whether they agree. */
export interface TermGradients {
  /** L2 norm over all trainable weights of the gradient of each weighted term's mean over the batch, by name. */
  readonly norms: Readonly<Record<string, number>>;
  /** Cosine of the angle between the gradients of each pair of terms, "a, b"; none where one pulls at nothing. */
  readonly cosines: Readonly<Record<string, number>>;
  /** L2 norm of all trainable weights; times the weight decay it is what decay adds to the gradient. */
  readonly weightNorm: number;
}

/** A forward pass in training, with the objective computed from it. */
export interface Forwarded {
  readonly pass: Pass;
  readonly objective: Objective;
}

/** Whether a loss has several terms, so that it is worth looking at each by itself. */
export function hasTerms(loss: Loss): boolean {
  return loss.length >= 2;
}

/**
 * Sends the gradient of each term back through the network by itself: g_t = ∂(weight_t · mean_n part_t[n])/∂w.
 * It changes nothing: the pass is one that training makes anyway.
 * @returns the dot products of which `readTermGradients` makes norms and angles, one for each trainable variable;
 * none for a loss of one term
 */
export function termDots({ pass, objective }: Forwarded): Named {
  const { loss, network } = objective;
  if (!hasTerms(loss)) return {};
  const gradients = loss.map((_, place) => pass.pullback(termOutputGradients(objective, place)));
  const weights = network.trainable.map((variable) => variable.read());
  const pairs = pairsOf(loss.length).map(([a, b]) =>
    dots(pairName(a, b), gradients[a] ?? [], gradients[b] ?? []),
  );
  const norms = gradients.map((own, place) => dots(pairName(place, place), own, own));
  return Object.fromEntries([...norms, ...pairs, dots(WEIGHTS, weights, weights)].flat());
}

/**
 * Reads what `termDots` put among a step's outputs.
 * @returns undefined where it put nothing there
 */
export function readTermGradients(loss: Loss, outputs: Named): TermGradients | undefined {
  if (outputs[`${WEIGHTS}0`] === undefined) return undefined;
  const norms = loss.map((_, place) => Math.sqrt(total(outputs, pairName(place, place))));
  const names = loss.map(({ term }) => term.name);
  const cosines = pairsOf(loss.length).flatMap(([a, b]) => {
    const lengths = (norms[a] ?? 0) * (norms[b] ?? 0);
    if (lengths === 0) return [];
    return [[`${names[a]}, ${names[b]}`, total(outputs, pairName(a, b)) / lengths] as const];
  });
  return {
    norms: Object.fromEntries(names.map((name, place) => [name, norms[place] ?? 0])),
    cosines: Object.fromEntries(cosines),
    weightNorm: Math.sqrt(total(outputs, WEIGHTS)),
  };
}

const WEIGHTS = 'dots-weights-';
const pairName = (a: number, b: number): string => `dots-${a}-${b}-`;

/** All pairs of different places, each once. */
function pairsOf(count: number): readonly (readonly [number, number])[] {
  return Array.from({ length: count }, (_, a) =>
    Array.from({ length: count - a - 1 }, (__, more) => [a, a + more + 1] as const),
  ).flat();
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

/** Means over several steps; a cosine's over the steps that have it. */
export function meanTermGradients(measured: readonly TermGradients[]): TermGradients {
  const means = (pick: (one: TermGradients) => Readonly<Record<string, number>>) => {
    const names = [...new Set(measured.flatMap((one) => Object.keys(pick(one))))];
    const valuesOf = (name: string) => measured.flatMap((one) => pick(one)[name] ?? []);
    return Object.fromEntries(names.map((name) => [name, mean(valuesOf(name))]));
  };
  return {
    norms: means(({ norms }) => norms),
    cosines: means(({ cosines }) => cosines),
    weightNorm: mean(measured.map(({ weightNorm }) => weightNorm)),
  };
}
