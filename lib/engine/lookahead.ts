import { kernel } from './kernel';
import { stepOf, type VariableOptimizer, zeroSlot } from './optimizer';
import { tf } from './tensorflow';
import type { ResourceVariable } from './variable';

export interface LookaheadSettings {
  /** Steps from one merge to the next. */
  readonly every: number;
  readonly decay: number;
  readonly power: number;
  /** Complete epochs before the first merge. */
  readonly startEpochs: number;
}

/** How long the run is. */
export interface RunLength {
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
}

/** What a step does after the optimiser's own update: nothing, or a merge that keeps this share of the slow values. */
export interface Merge {
  readonly merges: boolean;
  /** 0 takes the trained values as they are, 1 goes back to the slow ones. */
  readonly kept: number;
}

/**
 * When and how steps merge, counted from 1. The first merge takes the trained values; later ones at a multiple of
 * `every` keep the share decay^every · (step / totalSteps)^power of the slow values; the last step of an epoch goes
 * back to the slow values (keeps all of them), so that what is evaluated is the average.
 */
export function mergeOf(step: number, settings: LookaheadSettings, length: RunLength): Merge {
  const { every, decay, power, startEpochs } = settings;
  const first = Math.floor((startEpochs * length.stepsPerEpoch) / every) * every + every;
  if (step < first) return { merges: false, kept: 0 };
  if (step === first) return { merges: true, kept: 0 };
  if (step % every === 0) {
    return { merges: true, kept: decay ** every * (step / length.totalSteps) ** power };
  }
  return { merges: step % length.stepsPerEpoch === 0, kept: 1 };
}

/**
 * Lookahead as airbench94 has it: a slow copy of every value of the network, running statistics and frozen weights
 * among them. A merge sets slow = kept · slow + (1 - kept) · value, then value = slow.
 * Sources: Zhang et al. (2019), Lookahead Optimizer: k steps forward, 1 step back; Jordan (2024), cifar10-airbench.
 * @param optimizer takes the steps; disposed of with what is returned
 * @param variables all values of the network
 */
export function lookahead(
  optimizer: VariableOptimizer,
  variables: readonly ResourceVariable[],
  { settings, length }: { readonly settings: LookaheadSettings; readonly length: RunLength },
): VariableOptimizer {
  const slow = variables.map((variable) => zeroSlot(variable, 'slow'));
  const advance = (learningRate: number) => {
    const scalars = optimizer.advance(learningRate);
    const { merges, kept } = mergeOf(optimizer.steps(), settings, length);
    return { ...scalars, merges: merges ? 1 : 0, kept };
  };
  const apply: VariableOptimizer['apply'] = (gradients, scalars) => {
    optimizer.apply(gradients, scalars);
    tf.tidy(() => merge(variables, slow, scalars));
  };
  return {
    ...optimizer,
    advance,
    apply,
    step: stepOf({ advance, apply }),
    slots: [...optimizer.slots, ...slow],
    dispose: () => {
      optimizer.dispose();
      for (const variable of slow) variable.dispose();
    },
  };
}

/** Writes back what was there where the step does not merge: which steps do is an input of the graph. */
function merge(
  variables: readonly ResourceVariable[],
  slow: readonly ResourceVariable[],
  scalars: Readonly<Record<string, tf.Tensor>>,
): void {
  const [times, plus, select] = [kernel('Mul'), kernel('AddV2'), kernel('SelectV2')];
  const kept = scalars.kept as tf.Tensor;
  const merges = kernel('Greater').one(scalars.merges as tf.Tensor, tf.scalar(0));
  const taken = kernel('Sub').one(tf.scalar(1), kept);
  variables.forEach((variable, index) => {
    tf.tidy(() => {
      const average = slow[index] as ResourceVariable;
      const [value, before] = [variable.read(), average.read()];
      const mixed = plus.one(times.one(before, kept), times.one(value, taken));
      average.assignTensor(select.one(merges, mixed, before));
      variable.assignTensor(select.one(merges, mixed, value));
    });
  });
}
