import { tf } from '../engine/tensorflow';

const WIDTHS = [16, 32, 64, 128] as const;

/**
 * The original report's student, 106,826 parameters: four times [3x3 convolution with bias, batch norm,
 * 2x2 max-pool, relu], global average pool, dense 128-64, relu, dense 64-10.
 * The pool stands before the relu: both grow with their input, so the function is the same and the relu
 * has a quarter of the work.
 *
 * @param width multiplies every count of channels but the classes'; 2 and 4 serve the benchmark
 *
 * Layers to take features from: `relu1` … `relu4`, `features`, `hidden-relu`, `logits`.
 */
export function studentModel(width = 1): tf.LayersModel {
  const images = tf.input({ shape: [32, 32, 3], name: 'images' });
  let x: tf.SymbolicTensor = images;
  WIDTHS.forEach((filters, index) => {
    x = block(x, filters * width, index + 1);
  });
  x = tf.layers.globalAveragePooling2d({ name: 'features' }).apply(x) as tf.SymbolicTensor;
  x = tf.layers.dense({ units: 64 * width, name: 'hidden' }).apply(x) as tf.SymbolicTensor;
  x = tf.layers
    .activation({ activation: 'relu', name: 'hidden-relu' })
    .apply(x) as tf.SymbolicTensor;
  const logits = tf.layers.dense({ units: 10, name: 'logits' }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: images, outputs: logits, name: 'student' });
}

function block(input: tf.SymbolicTensor, filters: number, place: number): tf.SymbolicTensor {
  return [
    tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', name: `conv${place}` }),
    tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5, name: `norm${place}` }),
    tf.layers.maxPooling2d({ poolSize: 2, name: `pool${place}` }),
    tf.layers.activation({ activation: 'relu', name: `relu${place}` }),
  ].reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
}
