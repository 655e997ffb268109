import { tf } from '../engine/tensorflow';
import { norm } from './norm';
import { dropoutLayers, type Variation } from './variation';

const WIDTHS = [16, 32, 64, 128] as const;

/**
 * The original report's student, 106,826 parameters: four times [3x3 convolution with bias, batch norm,
 * 2x2 max-pool, relu], global average pool, dense 128-64, relu, dense 64-10.
 * The pool stands before the relu: both grow with their input, so the function is the same and the relu
 * has a quarter of the work. A recipe's `width` multiplies every count of channels but the classes'.
 *
 * Layers to take features from: `relu1` … `relu4`, `features`, `hidden-relu`, `logits`.
 */
export function studentModel(options: Variation = {}): tf.LayersModel {
  const { width = 1, classes = 10, dropout, evaluationStatistics } = options;
  const images = tf.input({ shape: [32, 32, 3], name: 'images' });
  let x: tf.SymbolicTensor = images;
  WIDTHS.forEach((filters, index) => {
    x = chain(x, block(filters * width, index + 1, evaluationStatistics));
  });
  const logits = chain(x, [
    tf.layers.globalAveragePooling2d({ name: 'features' }),
    tf.layers.dense({ units: 64 * width, name: 'hidden' }),
    tf.layers.activation({ activation: 'relu', name: 'hidden-relu' }),
    ...dropoutLayers(dropout),
    tf.layers.dense({ units: classes, name: 'logits' }),
  ]);
  return tf.model({ inputs: images, outputs: logits, name: 'student' });
}

function block(
  filters: number,
  place: number,
  statistics: Variation['evaluationStatistics'],
): tf.layers.Layer[] {
  return [
    tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', name: `conv${place}` }),
    norm(`norm${place}`, statistics),
    tf.layers.maxPooling2d({ poolSize: 2, name: `pool${place}` }),
    tf.layers.activation({ activation: 'relu', name: `relu${place}` }),
  ];
}

function chain(input: tf.SymbolicTensor, layers: readonly tf.layers.Layer[]): tf.SymbolicTensor {
  return layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
}
