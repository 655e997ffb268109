import type { tf } from './tensorflow';

/** Shape of a layer's output, without the batch. */
export function outputShape(layer: tf.layers.Layer): readonly number[] {
  return (layer.outputShape as (number | null)[]).slice(1).map((length) => length ?? 0);
}
