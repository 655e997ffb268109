import type * as tf from '@tensorflow/tfjs';
import { flat, layerPairSetting, unitRows } from './feature-maps';
import { method } from './term';

/** Keeps the logarithm finite; as in the authors' code. */
const EPSILON = 1e-7;

/**
 * Probabilistic knowledge transfer: mean over pairs of P_ij · log(P_ij / Q_ij), where P (teacher) and Q (student)
 * are the similarities (cos + 1)/2 of the examples' features, each row divided by its sum. Example i's share is the
 * mean over j, so the term depends on the batch size.
 *
 * Source: Passalis and Tefas (2018), Learning Deep Representations with Probabilistic Knowledge Transfer,
 * equations 3, 4 and 9.
 */
export const pkt = method('pkt', layerPairSetting.shape, (layers) => ({
  name: 'PKT',
  needs: { studentLayers: [layers.student], teacherLayers: [layers.teacher] },
  traceable: true,
  perExample: ({ studentFeature, teacherFeature }) => {
    const student = neighbours(studentFeature(layers.student));
    const teacher = neighbours(teacherFeature(layers.teacher));
    const logRatio = teacher.add(EPSILON).log().sub(student.add(EPSILON).log());
    return teacher.mul(logRatio).mean(1);
  },
}));

/** How likely example i takes example j for its neighbour: [batch, batch], rows that sum to 1. */
function neighbours(features: tf.Tensor): tf.Tensor {
  const rows = unitRows(flat(features));
  const similarities = rows.matMul(rows, false, true).add(1).div(2);
  return similarities.div(similarities.sum(1, true));
}
