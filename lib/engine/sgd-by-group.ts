import { applyKernel, byRule, handleOf, type VariableOptimizer, zeroSlot } from './optimizer';
import { tf } from './tensorflow';
import type { ResourceVariable } from './variable';

/** Variables that share a learning rate and weight decay. */
export interface Group {
  /** Whether a variable belongs to it; the first group that says so has it. */
  readonly holds: (variable: ResourceVariable) => boolean;
  /** Times the step's learning rate, at a step counted from 1. */
  readonly rateFactor: (step: number) => number;
  /** Added to the gradient times the variable. */
  readonly weightDecay: number;
}

/**
 * As `sgdNesterov`, a learning rate and weight decay a group (PyTorch's parameter groups):
 * g += weightDecay·w; b = momentum·b + g; w -= rateFactor·lr · (g + momentum·b).
 * A rate factor of 0 leaves its variables as they are, weight decay included.
 * @throws when no group holds a variable
 */
export function sgdByGroup(
  variables: readonly ResourceVariable[],
  { momentum, groups }: { readonly momentum: number; readonly groups: readonly Group[] },
): VariableOptimizer {
  const apply = applyKernel('ResourceApplyMomentum', { use_nesterov: true });
  const momenta = variables.map((variable) => zeroSlot(variable, 'momentum'));
  const groupOf = variables.map((variable) => groupIndex(variable, groups));
  return byRule(variables, {
    slots: momenta,
    weightDecay: (index) => (groups[groupOf[index] as number] as Group).weightDecay,
    scalarsOf: (learningRate, step) =>
      Object.fromEntries(
        groups.map(({ rateFactor }, index) => [rateName(index), learningRate * rateFactor(step)]),
      ),
    prepare: (scalars) => {
      const share = tf.scalar(momentum);
      return (index, gradient) =>
        apply(
          handleOf(variables, index),
          handleOf(momenta, index),
          scalars[rateName(groupOf[index] as number)] as tf.Tensor,
          gradient,
          share,
        );
    },
  });
}

const rateName = (group: number) => `learningRate${group}`;

function groupIndex(variable: ResourceVariable, groups: readonly Group[]): number {
  const found = groups.findIndex(({ holds }) => holds(variable));
  if (found < 0) throw new Error(`sgdByGroup: no group holds ${variable.name}`);
  return found;
}
