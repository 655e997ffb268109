import { tf } from '../engine/tensorflow';
import { partialIdentity } from './partial-identity';
import type { Variation } from './variation';

const WIDTHS = [64, 256, 256] as const;
const WHITENING_FILTERS = 24; // twice the 12 values of a 2x2 patch of three channels
const LOGIT_SCALE = 1 / 9;

/** The whitening layer's kernel stays as the images made it; its bias is trained. */
export const airbenchFrozen = ['whiten/kernel'] as const;

/**
 * A strong network that is cheap to train, 1,971,640 parameters and 118 million multiply-adds: a 2x2 convolution
 * that whitens the patches of the images (see whitening.ts), gelu, then three groups of [3x3 convolution, 2x2
 * max-pool, batch norm, gelu, 3x3 convolution, batch norm, gelu] of 64, 256 and 256 channels on maps of
 * 31 → 15 → 7 → 3 pixels a side, 3x3 max-pool, times 1/9, dense 256-10 without bias.
 * Convolutions of the groups have no bias and batch norms no scale: each would be one parameter too many.
 *
 * The factor 1/9 stands before the last dense layer, which is linear: the logits are the same as with the factor
 * behind it. It is a layer of its own (`Rescaling`), so that its gradient is the reference's.
 *
 * Layers to take features from: `whiten-gelu`, `group1` … `group3`, `features`, `logits`.
 * Source: Jordan (2024), 94% on CIFAR-10 in 3.29 seconds on a single GPU; cifar10-airbench, airbench94.py.
 */
export function airbenchModel({ width = 1, classes = 10 }: Variation = {}): tf.LayersModel {
  const images = tf.input({ shape: [32, 32, 3], name: 'images' });
  const layers = [
    whitening(),
    gelu('whiten-gelu'),
    ...WIDTHS.flatMap((filters, index) => group(filters * width, `group${index + 1}`)),
    tf.layers.maxPooling2d({ poolSize: 3, name: 'pool' }),
    tf.layers.globalAveragePooling2d({ name: 'features' }), // of one pixel: takes the map's shape away
    tf.layers.rescaling({ scale: LOGIT_SCALE, name: 'scale' }),
    tf.layers.dense({ units: classes, useBias: false, name: 'logits' }),
  ];
  const logits = layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, images);
  return tf.model({ inputs: images, outputs: logits, name: 'airbench' });
}

/**
 * What differs from PyTorch's default weights: the groups' convolutions pass their input on (partial-identity.ts),
 * and the whitening layer's bias is 0. Its kernel comes from images.
 */
export function airbenchWeights(model: tf.LayersModel): void {
  for (const layer of model.layers) {
    if (/^group\d-conv\d$/.test(layer.name)) partialIdentity(layer);
  }
  const whiten = model.getLayer('whiten');
  const [kernel, bias] = whiten.getWeights() as [tf.Tensor, tf.Tensor];
  tf.tidy(() => whiten.setWeights([kernel, tf.zerosLike(bias)]));
}

function whitening(): tf.layers.Layer {
  return tf.layers.conv2d({ filters: WHITENING_FILTERS, kernelSize: 2, name: 'whiten' });
}

function group(filters: number, name: string): tf.layers.Layer[] {
  return [
    convolution(filters, `${name}-conv1`),
    tf.layers.maxPooling2d({ poolSize: 2, name: `${name}-pool` }),
    norm(`${name}-norm1`),
    gelu(`${name}-gelu1`),
    convolution(filters, `${name}-conv2`),
    norm(`${name}-norm2`),
    gelu(name),
  ];
}

function convolution(filters: number, name: string): tf.layers.Layer {
  return tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', useBias: false, name });
}

/** Keras' momentum 0.6 is PyTorch's 0.4: the running statistics forget fast. */
function norm(name: string): tf.layers.Layer {
  return tf.layers.batchNormalization({ momentum: 0.6, epsilon: 1e-12, scale: false, name });
}

const gelu = (name: string) => tf.layers.activation({ activation: 'gelu', name });
