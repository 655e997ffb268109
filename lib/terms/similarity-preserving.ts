import type * as tf from '@tensorflow/tfjs';
import { flat, layerPairSetting, unitRows } from './feature-maps';
import { method } from './term';

/**
 * Similarity-preserving distillation: ‖G_s - G_t‖²_F / batch², where G holds the dot products of all pairs of
 * examples' flattened features, each row divided by its L2 norm. Example i's share is Σ_j (G_s - G_t)²_ij / batch,
 * so the term depends on the batch size.
 *
 * Source: Tung and Mori (2019), Similarity-Preserving Knowledge Distillation, equations 2 to 4.
 */
export const similarityPreserving = method(
  'similarity-preserving',
  layerPairSetting.shape,
  (layers) => ({
    name: 'similarity-preserving',
    needs: { studentLayers: [layers.student], teacherLayers: [layers.teacher] },
    traceable: true,
    perExample: ({ studentFeature, teacherFeature }) => {
      const student = similarities(studentFeature(layers.student));
      const teacher = similarities(teacherFeature(layers.teacher));
      return student.sub(teacher).square().mean(1);
    },
  }),
);

/** [batch, batch], rows of length 1. */
function similarities(features: tf.Tensor): tf.Tensor {
  const rows = flat(features);
  return unitRows(rows.matMul(rows, false, true));
}
