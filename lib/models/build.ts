import type { tf } from '../engine/tensorflow';
import { initializeWeights } from './initialization';
import { studentModel } from './student';
import { teacherModel } from './teacher';

const architectures = { student: studentModel, teacher: teacherModel } as const;

/** The name of an architecture. */
export type Architecture = keyof typeof architectures;

/**
 * Builds a model with the seed's initial weights.
 * @returns a tf.LayersModel from normalised images [batch, 32, 32, 3] to logits [batch, 10]
 */
export function buildModel(architecture: Architecture, seed: number): tf.LayersModel {
  const model = architectures[architecture]();
  initializeWeights(model, seed);
  return model;
}
