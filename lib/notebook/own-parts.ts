import { tf as native } from '../engine/tensorflow';
import { buildLoss as buildTypedLoss } from '../losses/build';
import { initializeWeights as initialize } from '../models/initialization';
import type { ObjectiveInput } from '../recipes/objective';
import type { LayerShapes, TermNeeds, WeightSpec } from '../terms/needs';

/**
 * Anything of tfjs without its types, for the cells of a notebook: its own declarations are 600 files, which the kernel
 * would read again for every cell. Programs outside of notebooks take the typed originals, as README.md shows.
 */
export interface Loose {
  (...inputs: readonly unknown[]): Loose;
  readonly [member: string]: Loose;
}

/** The whole of tfjs. */
export const tf = native as unknown as Loose;

/** One batch as a term sees it; see `TermInputs` of lib/terms/term. */
export interface OwnInputs {
  /** [batch, classes] */
  readonly studentLogits: Loose;
  /** [batch, classes], one-hot */
  readonly labels: Loose;
  /** [batch, classes] */
  readonly teacherLogits: Loose;
  readonly studentFeature: (layer: string) => Loose;
  readonly teacherFeature: (layer: string) => Loose;
}

/** A term of one's own; see `Term` of lib/terms/term. */
export interface OwnTerm {
  readonly name: string;
  readonly needs: TermNeeds;
  readonly ownWeights?: (shapes: LayerShapes) => Readonly<Record<string, WeightSpec>>;
  readonly traceable?: boolean;
  /** [batch], one value an example */
  readonly perExample: (inputs: OwnInputs, own: Readonly<Record<string, Loose>>) => Loose;
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
export function initializeWeights(model: Loose, seed: number): void {
  initialize(model as unknown as native.LayersModel, seed);
}
