import { dataType, kernel, untypedKernel } from './kernel';
import { mapValues } from './map-values';
import { tf } from './tensorflow';
import { type ResourceVariable, resourceVariable } from './variable';

/** Updates variables in place and owns what it remembers of earlier steps. */
export interface VariableOptimizer {
  /** One step: `advance`, then `apply`. */
  readonly step: (gradients: VariableGradients, learningRate: number) => void;
  /** Counts a step and says by what numbers it differs from others. */
  readonly advance: (learningRate: number) => Readonly<Record<string, number>>;
  /**
   * Updates the variables; looks at no value, so that it can be traced.
   * @param scalars the numbers of `advance` as tensors
   */
  readonly apply: (
    gradients: VariableGradients,
    scalars: Readonly<Record<string, tf.Tensor>>,
  ) => void;
  /** What it remembers, for a checkpoint: slots in a fixed order. */
  readonly slots: readonly ResourceVariable[];
  /** Steps taken. */
  readonly steps: () => number;
  /** Takes up where a checkpoint left off. */
  readonly setSteps: (count: number) => void;
  readonly dispose: () => void;
}

/** One a variable, in the variables' order; undefined stands for zero. */
export type VariableGradients = readonly (tf.Tensor | undefined)[];

export interface AdamSettings {
  readonly weightDecay: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export interface SgdSettings {
  readonly weightDecay: number;
  readonly momentum: number;
}

/**
 * Adam as PyTorch computes it (Kingma and Ba, 2015; `torch.optim.Adam`):
 * g += weightDecay·w; m = β1·m + (1-β1)·g; v = β2·v + (1-β2)·g²;
 * w -= lr · (m / (1-β1^t)) / (sqrt(v / (1-β2^t)) + epsilon).
 *
 * ResourceApplyAdam adds its epsilon outside the correction of v, so it is given epsilon·sqrt(1-β2^t) and
 * the corrected learning rate, both computed in double precision.
 */
export function adam(
  variables: readonly ResourceVariable[],
  settings: AdamSettings,
): VariableOptimizer {
  const apply = applyKernel('ResourceApplyAdam');
  const first = variables.map((variable) => zeroSlot(variable, 'm'));
  const second = variables.map((variable) => zeroSlot(variable, 'v'));
  return byRule(variables, {
    slots: [...first, ...second],
    weightDecay: () => settings.weightDecay,
    scalarsOf: (rate, t) => {
      const correction2 = Math.sqrt(1 - settings.beta2 ** t);
      return {
        stepSize: (rate * correction2) / (1 - settings.beta1 ** t),
        epsilon: settings.epsilon * correction2,
      };
    },
    prepare: ({ stepSize, epsilon }) => {
      const [zero, beta1, beta2] = [0, settings.beta1, settings.beta2].map((value) =>
        tf.scalar(value),
      ) as [tf.Scalar, tf.Scalar, tf.Scalar];
      return (index, gradient) =>
        apply(
          handleOf(variables, index),
          handleOf(first, index),
          handleOf(second, index),
          zero,
          zero,
          stepSize as tf.Tensor,
          beta1,
          beta2,
          epsilon as tf.Tensor,
          gradient,
        );
    },
  });
}

/**
 * Stochastic gradient descent with Nesterov's momentum as PyTorch computes it (`torch.optim.SGD`):
 * g += weightDecay·w; b = momentum·b + g; w -= lr · (g + momentum·b).
 */
export function sgdNesterov(
  variables: readonly ResourceVariable[],
  settings: SgdSettings,
): VariableOptimizer {
  const apply = applyKernel('ResourceApplyMomentum', { use_nesterov: true });
  const momenta = variables.map((variable) => zeroSlot(variable, 'momentum'));
  return byRule(variables, {
    slots: momenta,
    weightDecay: () => settings.weightDecay,
    scalarsOf: (learningRate) => ({ learningRate }),
    prepare: ({ learningRate }) => {
      const momentum = tf.scalar(settings.momentum);
      return (index, gradient) =>
        apply(
          handleOf(variables, index),
          handleOf(momenta, index),
          learningRate as tf.Tensor,
          gradient,
          momentum,
        );
    },
  });
}

type Scalars = Readonly<Record<string, tf.Tensor>>;
type ApplyOne = (index: number, gradient: tf.Tensor) => void;

/** How one variable changes in a step. */
export interface Rule {
  readonly slots: readonly ResourceVariable[];
  /** Of the variable at that place; added to its gradient times the variable. */
  readonly weightDecay: (index: number) => number;
  /** What changes from step to step, in double precision. */
  readonly scalarsOf: (learningRate: number, step: number) => Readonly<Record<string, number>>;
  readonly prepare: (scalars: Scalars) => ApplyOne;
}

/** An optimiser of which one rule says how a variable changes. */
export function byRule(variables: readonly ResourceVariable[], rule: Rule): VariableOptimizer {
  const { slots, weightDecay } = rule;
  const [multiply, add] = [kernel('Mul'), kernel('AddV2')];
  let taken = 0;
  const decayed = (
    variable: ResourceVariable,
    gradient: tf.Tensor | undefined,
    weightDecay: number,
  ): tf.Tensor => {
    if (weightDecay === 0) return gradient ?? tf.zeros([...variable.shape]);
    const factor = tf.scalar(weightDecay);
    const weights = variable.read();
    const decay = multiply.one(weights, factor);
    weights.dispose(); // a value still held would make the update copy the variable
    return gradient === undefined ? decay : add.one(gradient, decay);
  };
  const advance = (learningRate: number) => {
    taken += 1;
    return rule.scalarsOf(learningRate, taken);
  };
  const apply = (gradients: VariableGradients, scalars: Scalars): void => {
    if (gradients.length !== variables.length) {
      throw new RangeError(
        `optimizer: expected ${variables.length} gradients, found ${gradients.length}`,
      );
    }
    tf.tidy(() => {
      const applyOne = rule.prepare(scalars);
      variables.forEach((variable, index) => {
        tf.tidy(() => applyOne(index, decayed(variable, gradients[index], weightDecay(index))));
      });
    });
  };
  return {
    advance,
    apply,
    step: stepOf({ advance, apply }),
    slots,
    steps: () => taken,
    setSteps: (count) => {
      taken = count;
    },
    dispose: () => {
      for (const slot of slots) slot.dispose();
    },
  };
}

/** A whole step out of its two halves. */
export function stepOf({
  advance,
  apply,
}: Pick<VariableOptimizer, 'advance' | 'apply'>): VariableOptimizer['step'] {
  return (gradients, learningRate) =>
    tf.tidy(() => {
      apply(
        gradients,
        mapValues(advance(learningRate), (value) => tf.scalar(value)),
      );
    });
}

/** A kernel that changes variables in place. */
export function applyKernel(name: string, extra: Readonly<Record<string, boolean>> = {}) {
  const all = { T: dataType(1), use_locking: false, use_nesterov: false, ...extra };
  return untypedKernel(name, all).run;
}

/** A variable of the same shape for what an optimiser remembers; it starts at zero. */
export function zeroSlot(variable: ResourceVariable, name: string): ResourceVariable {
  const size = variable.shape.reduce((product, length) => product * length, 1);
  return resourceVariable(`${variable.name}/${name}`, variable.shape, new Float32Array(size));
}

/** @throws when there is no variable at that place */
export function handleOf(list: readonly ResourceVariable[], index: number): tf.Tensor {
  const variable = list[index];
  if (variable === undefined) throw new RangeError(`optimizer: no variable ${index}`);
  return variable.handle;
}
