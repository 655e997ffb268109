import type { tf as native } from '../engine/tensorflow';
import { buildLoss as buildTypedLoss } from '../losses/build';
import { initializeWeights as initialize } from '../models/initialization';
import type { ObjectiveInput } from '../recipes/objective';
import type { LayerShapes, TermNeeds, WeightSpec } from '../terms/needs';
import type { Model, Tensor } from './tf';

type OwnLogits = Record<'studentLogits' | 'labels' | 'teacherLogits', Tensor>;
type OwnFeatures = Record<'studentFeature' | 'teacherFeature', (layer: string) => Tensor>;

/** One batch as a term sees it, labels one-hot and logits [batch, classes]; see `TermInputs` of lib/terms/term. */
export interface OwnInputs extends Readonly<OwnLogits>, Readonly<OwnFeatures> {}

/** A term of one's own; see `Term` of lib/terms/term. */
export interface OwnTerm {
  readonly name: string;
  readonly needs: TermNeeds;
  readonly ownWeights?: (shapes: LayerShapes) => Readonly<Record<string, WeightSpec>>;
  readonly traceable?: boolean;
  /** [batch], one value an example */
  readonly perExample: (inputs: OwnInputs, own: Readonly<Record<string, Tensor>>) => Tensor;
}

/** A term with its share of the loss; the weight rises linearly over the epochs of its warm-up. */
export interface WeightedOwnTerm {
  readonly term: OwnTerm;
  readonly weight: number;
  readonly warmupEpochs?: number;
}

/** A loss of one's own: terms with their weights, or a function of a batch to one value an example. */
export type OwnLoss = readonly WeightedOwnTerm[] | OwnTerm['perExample'];

/** The terms of a recipe's objective, to which others may be added. */
export function buildLoss(objective: ObjectiveInput): readonly WeightedOwnTerm[] {
  return buildTypedLoss(objective) as unknown as readonly WeightedOwnTerm[];
}

/** Gives a model the initial weights of a seed, drawn as PyTorch draws them. */
export function initializeWeights(model: Model, seed: number): void {
  initialize(model as unknown as native.LayersModel, seed);
}
