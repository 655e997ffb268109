import type { tf } from '../engine/tensorflow';
import type { Architecture } from '../recipes/architectures';
import { airbenchFrozen, airbenchModel, airbenchWeights } from './airbench';
import { initializeWeights } from './initialization';
import { studentModel } from './student';
import { teacherModel } from './teacher';
import type { Variation } from './variation';

/** One builder an architecture; one in the table of architectures without a builder here does not compile. */
const builders: Readonly<Record<Architecture, (variation: Variation) => tf.LayersModel>> = {
  teacher: teacherModel,
  student: studentModel,
  airbench: airbenchModel,
};

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
  const model = builders[architecture](variation);
  initializeWeights(model, seed);
  if (architecture === 'airbench') airbenchWeights(model);
  return model;
}

/**
 * The layers of an architecture with all their settings, as `tf.LayersModel.getConfig` lists them; weights do not
 * matter.
 */
export function modelConfig(architecture: Architecture, variation: Variation = {}) {
  const model = builders[architecture](variation);
  const config = model.getConfig();
  model.dispose();
  return config;
}

/** Names of the weights that training leaves alone, for `network`. */
export function frozenWeights(architecture: Architecture): readonly string[] {
  return architecture === 'airbench' ? airbenchFrozen : [];
}
