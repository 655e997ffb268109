import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import type { LayerShapes, TermNeeds, WeightSpec } from './needs';

export type { LayerShapes, TermNeeds, WeightSpec } from './needs';

/** One batch as a term sees it. Reading what the term's needs do not name throws. */
export interface TermInputs {
  /** [batch, classes] */
  readonly studentLogits: tf.Tensor2D;
  /** [batch, classes], one-hot true labels */
  readonly labels: tf.Tensor2D;
  /** [batch, classes], of the teacher in inference mode on the same views */
  readonly teacherLogits: tf.Tensor2D;
  /** [batch, ...] output of one of the student's layers */
  readonly studentFeature: (layer: string) => tf.Tensor;
  /** [batch, ...] output of one of the teacher's layers, in inference mode on the same views */
  readonly teacherFeature: (layer: string) => tf.Tensor;
}

export type OwnTensors = Readonly<Record<string, tf.Tensor>>;

/** One summand of an objective. */
export interface Term {
  /** As its paper names it; what records and figures call it. */
  readonly name: string;
  readonly needs: TermNeeds;
  /** Weights of the term's own, such as a projection: seeded, trained and checkpointed with the student's. */
  readonly ownWeights?: (shapes: LayerShapes) => Readonly<Record<string, WeightSpec>>;
  /**
   * Says that the values depend on the inputs alone and are computed without reading any tensor's numbers on
   * the way: training then runs whole steps as one graph, which is faster. Leave it out if in doubt.
   */
  readonly traceable?: boolean;
  /**
   * The term of each example before weighting, [batch]; the step takes the mean. A term that compares the
   * examples of a batch with each other gives each example its share.
   */
  readonly perExample: (inputs: TermInputs, own: OwnTensors) => tf.Tensor1D;
}

/** What every term of a recipe has besides its own settings. */
const weighting = {
  /** Factor of the term in the objective. */
  weight: z.number().min(0),
  /** The weight rises linearly over so many epochs: epoch e of w has e/w of it. 0: none. */
  warmupEpochs: z.int().min(0).default(0),
};

/** A kind of term: its settings in a recipe, and how to build it from them. */
export interface Method<Settings extends z.ZodObject> {
  readonly settings: Settings;
  readonly build: (settings: z.output<Settings>) => Term;
}

/**
 * Declares a kind of term.
 * @param kind its name in recipes
 * @param own its settings besides weight and warm-up
 */
export function method<Kind extends string, Own extends z.ZodRawShape>(
  kind: Kind,
  own: Own,
  build: (settings: z.output<z.ZodObject<Own>>) => Term,
) {
  const settings = z.strictObject({ kind: z.literal(kind), ...weighting, ...own });
  return { settings, build: build as (all: z.output<typeof settings>) => Term };
}
