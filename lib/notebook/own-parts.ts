import type { tf as native } from '../engine/tensorflow';
import { buildLoss as buildTypedLoss } from '../losses/build';
import { initializeWeights as initialize } from '../models/initialization';
import type { ObjectiveInput } from '../recipes/objective';
import type { LayerShapes, TermNeeds, WeightSpec } from '../terms/needs';
import type { Model, Tensor } from './tf';

/** One batch as a term sees it; see `TermInputs` of lib/terms/term. */
export interface OwnInputs {
  /** [batch, classes] */
  readonly studentLogits: Tensor;
  /** [batch, classes], one-hot */
  readonly labels: Tensor;
  /** [batch, classes] */
  readonly teacherLogits: Tensor;
  readonly studentFeature: (layer: string) => Tensor;
  readonly teacherFeature: (layer: string) => Tensor;
}

/** A term of one's own; see `Term` of lib/terms/term. */
export interface OwnTerm {
  readonly name: string;
  readonly needs: TermNeeds;
  readonly ownWeights?: (shapes: LayerShapes) => Readonly<Record<string, WeightSpec>>;
  readonly traceable?: boolean;
  /** [batch], one value an example */
  readonly perExample: (inputs: OwnInputs, own: Readonly<Record<string, Tensor>>) => Tensor;
}

/** A loss of one's own: terms with their weights, or a function of a batch to one value an example. */
export type OwnLoss = readonly WeightedOwnTerm[] | OwnTerm['perExample'];

/** A term with its share of the loss. */
export interface WeightedOwnTerm {
  readonly term: OwnTerm;
  readonly weight: number;
  /** The weight rises linearly over so many epochs. */
  readonly warmupEpochs?: number;
}

/** The terms of a recipe's objective, to which others may be added. */
export function buildLoss(objective: ObjectiveInput): readonly WeightedOwnTerm[] {
  return buildTypedLoss(objective) as unknown as readonly WeightedOwnTerm[];
}

/** Gives a model the initial weights of a seed, drawn as PyTorch draws them. */
export function initializeWeights(model: Model, seed: number): void {
  initialize(model as unknown as native.LayersModel, seed);
}
