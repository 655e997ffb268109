import type { tf } from '../engine/tensorflow';
import { airbenchFrozen, airbenchModel, airbenchWeights } from './airbench';
import { initializeWeights } from './initialization';
import { studentModel } from './student';
import { teacherModel } from './teacher';
import type { Variation } from './variation';

const architectures = {
  student: studentModel,
  teacher: teacherModel,
  airbench: airbenchModel,
} as const;

/** The name of an architecture. */
export type Architecture = keyof typeof architectures;

/**
 * Builds a model with the seed's initial weights.
 * @param variation a recipe, or what one may change in an architecture; nothing unless told
 * @returns a tf.LayersModel from normalised images [batch, 32, 32, 3] to logits [batch, 10]
 */
export function buildModel(
  architecture: Architecture,
  seed: number,
  variation: Variation = {},
): tf.LayersModel {
  const model = architectures[architecture](variation);
  initializeWeights(model, seed);
  if (architecture === 'airbench') airbenchWeights(model);
  return model;
}

/** Names of the weights that training leaves alone, for `network`. */
export function frozenWeights(architecture: Architecture): readonly string[] {
  return architecture === 'airbench' ? airbenchFrozen : [];
}
