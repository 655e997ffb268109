import { outputShape } from '../engine/layer-shape';
import type { tf } from '../engine/tensorflow';

/** One layer of a model, counted. */
export interface LayerRow {
  readonly layer: string;
  /** The layer's class, such as Conv2D. */
  readonly kind: string;
  /** Shape of the output of one image, such as 32x32x16. */
  readonly output: string;
  /** Parameters, frozen ones too. */
  readonly parameters: number;
  /** Numbers kept besides: running means and variances. */
  readonly buffers: number;
  /** Multiply-add operations for one image. */
  readonly multiplyAdds: number;
}

/** Every layer of a model in order of computation. */
export function layerRows(model: tf.LayersModel): readonly LayerRow[] {
  return model.layers
    .filter((layer) => layer.getClassName() !== 'InputLayer')
    .map((layer) => ({
      layer: layer.name,
      kind: layer.getClassName(),
      output: outputShape(layer).join('x'),
      parameters: count(layer.weights.filter((weight) => !isStatistic(weight.name))),
      buffers: count(layer.weights.filter((weight) => isStatistic(weight.name))),
      multiplyAdds: multiplyAdds(layer),
    }));
}

/**
 * Multiply-adds of one image: out height · out width · size of the kernel for a convolution, the size of the
 * kernel for a dense layer; others multiply nothing that counts.
 */
function multiplyAdds(layer: tf.layers.Layer): number {
  const kernel = layer.weights[0];
  if (kernel === undefined) return 0;
  const kernelSize = size(kernel.shape);
  if (layer.getClassName() === 'Dense') return kernelSize;
  if (layer.getClassName() !== 'Conv2D') return 0;
  const [height = 0, width = 0] = outputShape(layer);
  return height * width * kernelSize;
}

/** Whether a weight of that name follows the batches instead of a gradient: a running mean or variance. */
function isStatistic(name: string): boolean {
  return /\/moving_(mean|variance)(_\d+)?$/.test(name);
}

function count(weights: tf.layers.Layer['weights']): number {
  return weights.reduce((total, weight) => total + size(weight.shape), 0);
}

function size(shape: readonly (number | null)[]): number {
  return shape.reduce<number>((product, length) => product * (length ?? 1), 1);
}
