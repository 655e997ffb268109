import { tf } from '../engine/tensorflow';
import { norm } from './norm';
import { dropoutLayers, type Variation } from './variation';

const STAGES = [
  { filters: 128, stride: 1 },
  { filters: 256, stride: 2 },
  { filters: 512, stride: 2 },
] as const;

/**
 * The original report's teacher, 4,664,970 parameters: 7x7 convolution stride 2, batch norm, 3x3 max-pool
 * stride 2, relu; three residual blocks 64-128-256-512 of two 3x3 convolutions each; global average pool;
 * dense 512-10. Shortcuts have no parameters: 2x2 average pool where strided, zeros behind the channels.
 * Where a stride is 2 the padding is explicit, as PyTorch pads (TensorFlow's 'same' pads otherwise).
 *
 * Layers to take features from: `stem-relu`, `stage1` … `stage3`, `features`, `logits`.
 */
export function teacherModel({
  classes = 10,
  dropout,
  evaluationStatistics,
}: Variation = {}): tf.LayersModel {
  const images = tf.input({ shape: [32, 32, 3], name: 'images' });
  let x = chain(
    images,
    tf.layers.zeroPadding2d({ padding: 3, name: 'stem-pad' }),
    tf.layers.conv2d({ filters: 64, kernelSize: 7, strides: 2, name: 'stem-conv' }),
    norm('stem-norm', evaluationStatistics),
    // Zeros cannot change a maximum that the relu behind it cuts at zero anyway.
    tf.layers.zeroPadding2d({ padding: 1, name: 'stem-pool-pad' }),
    tf.layers.maxPooling2d({ poolSize: 3, strides: 2, name: 'stem-pool' }),
    relu('stem-relu'),
  );
  let channels = 64;
  STAGES.forEach(({ filters, stride }, index) => {
    x = residualBlock(x, {
      filters,
      stride,
      channels,
      name: `stage${index + 1}`,
      statistics: evaluationStatistics,
    });
    channels = filters;
  });
  const logits = chain(
    x,
    tf.layers.globalAveragePooling2d({ name: 'features' }),
    ...dropoutLayers(dropout),
    tf.layers.dense({ units: classes, name: 'logits' }),
  );
  return tf.model({ inputs: images, outputs: logits, name: 'teacher' });
}

interface BlockOptions {
  readonly filters: number;
  readonly stride: 1 | 2;
  readonly channels: number;
  readonly statistics: Variation['evaluationStatistics'];
  readonly name: string;
}

function residualBlock(input: tf.SymbolicTensor, options: BlockOptions): tf.SymbolicTensor {
  const { filters, stride, channels, name, statistics } = options;
  const residual = chain(
    input,
    ...convolution(filters, stride, `${name}-conv1`),
    norm(`${name}-norm1`, statistics),
    relu(`${name}-relu1`),
    ...convolution(filters, 1, `${name}-conv2`),
    norm(`${name}-norm2`, statistics),
  );
  const pooled =
    stride === 1
      ? input
      : chain(input, tf.layers.averagePooling2d({ poolSize: 2, name: `${name}-shortcut-pool` }));
  const shortcut = chain(
    pooled,
    tf.layers.zeroPadding2d({
      // On [batch, height, width, channels], 'channelsFirst' pads width and channels: here the channels.
      padding: [
        [0, 0],
        [0, filters - channels],
      ],
      dataFormat: 'channelsFirst',
      name: `${name}-shortcut-channels`,
    }),
  );
  const sum = tf.layers.add({ name: `${name}-add` }).apply([residual, shortcut]);
  return chain(sum as tf.SymbolicTensor, relu(name));
}

/** A 3x3 convolution with one pixel of zeros around, as PyTorch's padding=1. */
function convolution(filters: number, stride: 1 | 2, name: string): tf.layers.Layer[] {
  if (stride === 1) {
    return [tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', name })];
  }
  return [
    tf.layers.zeroPadding2d({ padding: 1, name: `${name}-pad` }),
    tf.layers.conv2d({ filters, kernelSize: 3, strides: 2, name }),
  ];
}

const relu = (name: string) => tf.layers.activation({ activation: 'relu', name });

function chain(input: tf.SymbolicTensor, ...layers: tf.layers.Layer[]): tf.SymbolicTensor {
  return layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
}
