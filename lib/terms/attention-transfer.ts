import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { flat, layerPairSetting, sameSize, unitRows } from './feature-maps';
import { method } from './term';

/**
 * Attention transfer: Σ over pairs of layers of the mean over positions of (â_s - â_t)², where â is the map of
 * channel means of squares, flattened and divided by its L2 norm.
 *
 * Source: Zagoruyko and Komodakis (2017), Paying More Attention to Attention, equation 2 with p = 2 and squared
 * distances averaged over positions, as in the authors' code.
 */
export const attentionTransfer = method(
  'attention-transfer',
  { pairs: z.array(layerPairSetting).min(1) },
  ({ pairs }) => ({
    name: 'attention transfer',
    needs: {
      studentLayers: pairs.map(({ student }) => student),
      teacherLayers: pairs.map(({ teacher }) => teacher),
    },
    traceable: true,
    perExample: ({ studentFeature, teacherFeature }) =>
      pairs
        .map((pair) => {
          const maps = sameSize(studentFeature(pair.student), teacherFeature(pair.teacher));
          const [student, teacher] = maps.map(attention) as [tf.Tensor, tf.Tensor];
          return student.sub(teacher).square().mean<tf.Tensor1D>(1);
        })
        .reduce((sum, one) => sum.add(one)),
  }),
);

/** Where a layer looks: [batch, positions], rows of length 1. */
function attention(map: tf.Tensor4D): tf.Tensor {
  return unitRows(flat(map.square().mean(3)));
}
