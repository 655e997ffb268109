import type { Network } from '../engine/network';
import type { VariableOptimizer } from '../engine/optimizer';
import type { ResourceVariable } from '../engine/variable';
import type { OwnWeights } from './own-weights';

/** All that a training step changes. */
export interface TrainingState {
  readonly network: Network;
  /** Weights of the loss's terms. */
  readonly own: OwnWeights;
  readonly optimizer: VariableOptimizer;
}

/** What the optimiser changes: the network's trainable weights, then the loss's own. */
export function trainableVariables({
  network,
  own,
}: Pick<TrainingState, 'network' | 'own'>): readonly ResourceVariable[] {
  return [...network.trainable, ...own.all];
}

/**
 * Every variable of a state: the one list that graph sessions and checkpoints go by.
 * @returns the network's weights and running statistics, the loss's own weights, the optimiser's slots
 */
export function stateVariables({
  network,
  own,
  optimizer,
}: TrainingState): readonly ResourceVariable[] {
  return [...network.variables, ...own.all, ...optimizer.slots];
}
