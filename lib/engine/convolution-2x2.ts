import { dataType, INT32, kernel, untypedKernel } from './kernel';
import type { Applied } from './operation';
import { tf } from './tensorflow';

/**
 * For output pixel q and input pixel p of a 2x2 map (both counted 0 1 / 2 3), the tap of a 3x3 kernel
 * (counted 0 1 2 / 3 4 5 / 6 7 8) that joins them: tap(q, p) = 3·(row p - row q + 1) + (column p - column q + 1).
 */
const TAPS = [4, 5, 7, 8, 3, 4, 6, 7, 1, 2, 4, 5, 0, 1, 3, 4] as const;
const PIXELS = 4;

/** Whether the input is a 2x2 map under a 3x3 kernel. */
export function fitsConvolution2x2(input: tf.Tensor4D, weights: tf.Tensor4D): boolean {
  const [, height, width] = input.shape;
  return height === 2 && width === 2 && weights.shape[0] === 3 && weights.shape[1] === 3;
}

/**
 * 3x3 'same' convolution of a 2x2 map as dense products. Each output pixel q sees all four input pixels:
 * y_q = x · G_q with x [batch, 4·in] and G_q = the four taps that join q to the inputs, [4·in, out].
 * Nine taps all take part, in sixteen blocks.
 * @param input [batch, 2, 2, in]
 * @param weights [3, 3, in, out]
 */
export function convolution2x2(input: tf.Tensor4D, weights: tf.Tensor4D): Applied {
  const [batch, , , channelsIn] = input.shape;
  const channelsOut = weights.shape[3];
  const taps = tf.tensor1d([...TAPS], 'int32');
  const flat = input.reshape([1, batch, PIXELS * channelsIn]);
  const blocks = gatherRows(weights.reshape([9, channelsIn * channelsOut]), taps).reshape([
    PIXELS,
    PIXELS * channelsIn,
    channelsOut,
  ]);
  const byPixel = batchMatMul(flat, blocks, false, false); // [4, batch, out]
  return {
    output: byPixel.transpose([1, 0, 2]).reshape([batch, 2, 2, channelsOut]),
    pullback: (gradient, wanted) => {
      const gradientByPixel = gradient.reshape([batch, PIXELS, channelsOut]).transpose([1, 0, 2]);
      const blockGradient = batchMatMul(flat, gradientByPixel, true, false); // [4, 4·in, out]
      const weightGradient = kernel('UnsortedSegmentSum', {
        Tindices: dataType(INT32),
        Tnumsegments: dataType(INT32),
      }).one(
        blockGradient.reshape([PIXELS * PIXELS, channelsIn * channelsOut]),
        taps,
        tf.scalar(9, 'int32'),
      );
      return {
        input: wanted.input
          ? batchMatMul(gradientByPixel, blocks, false, true).sum(0).reshape(input.shape)
          : undefined,
        weights: [weightGradient.reshape(weights.shape)],
      };
    },
  };
}

function batchMatMul(a: tf.Tensor, b: tf.Tensor, transposeA: boolean, transposeB: boolean) {
  return kernel('BatchMatMulV2', { adj_x: transposeA, adj_y: transposeB }).one(a, b);
}

/** Gathers whole rows: output[i] = table[indices[i]]. */
function gatherRows(table: tf.Tensor, indices: tf.Tensor): tf.Tensor {
  const gather = untypedKernel('GatherV2', {
    Tparams: dataType(1),
    Tindices: dataType(INT32),
    Taxis: dataType(INT32),
    batch_dims: 0,
  });
  return gather.one(table, indices, tf.scalar(0, 'int32'));
}
