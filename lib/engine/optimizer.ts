import { scalarConstant } from './constant';
import { kernel } from './kernel';
import { groupsOf, type Slots, zeroSlots } from './optimizer-slots';
import { tf } from './tensorflow';
import type { ResourceVariable, Variable } from './variable';

/** Updates variables in place and owns what it remembers of earlier steps. */
export interface VariableOptimizer {
  /**
   * One step.
   * @param gradients one a variable, in the variables' order; undefined stands for zero
   * @param learningRate of this step
   */
  readonly step: (gradients: readonly (tf.Tensor | undefined)[], learningRate: number) => void;
  /** What it remembers, for a checkpoint: slots in a fixed order. */
  readonly slots: readonly Variable[];
  /** Steps taken. */
  readonly steps: () => number;
  /** Takes up where a checkpoint left off. */
  readonly setSteps: (count: number) => void;
  readonly dispose: () => void;
}

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
export function adam(variables: readonly Variable[], settings: AdamSettings): VariableOptimizer {
  const apply = kernel('ResourceApplyAdam').run;
  const [first, second] = [zeroSlots(variables, 'm'), zeroSlots(variables, 'v')];
  return stepper(variables, [first, second], settings.weightDecay, (rate, t) => {
    const correction1 = 1 - settings.beta1 ** t;
    const correction2 = Math.sqrt(1 - settings.beta2 ** t);
    const [zero, beta1, beta2] = [
      scalarConstant('float32', 0),
      scalarConstant('float32', settings.beta1),
      scalarConstant('float32', settings.beta2),
    ];
    const stepSize = tf.scalar((rate * correction2) / correction1);
    const epsilon = tf.scalar(settings.epsilon * correction2);
    return (home, gradient) =>
      apply(
        home.handle,
        first.of(home).handle,
        second.of(home).handle,
        zero,
        zero,
        stepSize,
        beta1,
        beta2,
        epsilon,
        gradient,
      );
  });
}

/**
 * Stochastic gradient descent with Nesterov's momentum as PyTorch computes it (`torch.optim.SGD`):
 * g += weightDecay·w; b = momentum·b + g; w -= lr · (g + momentum·b).
 */
export function sgdNesterov(
  variables: readonly Variable[],
  settings: SgdSettings,
): VariableOptimizer {
  const apply = kernel('ResourceApplyMomentum', { use_nesterov: true }).run;
  const momenta = zeroSlots(variables, 'momentum');
  return stepper(variables, [momenta], settings.weightDecay, (rate) => {
    const learningRate = tf.scalar(rate);
    const momentum = scalarConstant('float32', settings.momentum);
    return (home, gradient) =>
      apply(home.handle, momenta.of(home).handle, learningRate, gradient, momentum);
  });
}

/** Updates one resource variable, which may hold several variables, by a gradient of its shape. */
type ApplyOne = (home: ResourceVariable, gradient: tf.Tensor) => void;

function stepper(
  variables: readonly Variable[],
  slots: readonly Slots[],
  weightDecay: number,
  prepare: (learningRate: number, step: number) => ApplyOne,
): VariableOptimizer {
  const [multiply, add] = [kernel('Mul'), kernel('AddV2')];
  const groups = groupsOf(variables);
  let taken = 0;
  const decayed = (variable: ResourceVariable, gradient: tf.Tensor | undefined): tf.Tensor => {
    if (weightDecay === 0) return gradient ?? tf.zeros([...variable.shape]);
    const weights = variable.read();
    const decay = multiply.one(weights, scalarConstant('float32', weightDecay));
    weights.dispose(); // a value still held would make the update copy the variable
    return gradient === undefined ? decay : add.one(gradient, decay);
  };
  return {
    step: (gradients, learningRate) => {
      if (gradients.length !== variables.length) {
        throw new RangeError(
          `optimizer: expected ${variables.length} gradients, found ${gradients.length}`,
        );
      }
      taken += 1;
      tf.tidy(() => {
        const applyOne = prepare(learningRate, taken);
        for (const { home, gradient } of groups) {
          tf.tidy(() => applyOne(home, decayed(home, gradient(gradients))));
        }
      });
    },
    slots: slots.flatMap(({ parts }) => parts),
    steps: () => taken,
    setSteps: (count) => {
      taken = count;
    },
    dispose: () => {
      for (const { dispose } of slots) dispose();
    },
  };
}
