import { tf } from '../engine/tensorflow';
import { randomStream } from '../random/stream';

/**
 * PyTorch's default weights: kernels and biases of convolutions and dense layers uniform in
 * ±1/sqrt(fan-in), fan-in being the inputs of one output; batch norm starts as the identity.
 * Weight k of the model reads part k of the seed's 'init' stream.
 */
export function initializeWeights(model: tf.LayersModel, seed: number): void {
  let place = 0;
  for (const layer of model.layers) {
    const kernelShape = layer.weights[0]?.shape as number[] | undefined;
    if (kernelShape === undefined || layer.getClassName() === 'BatchNormalization') continue;
    const fanIn = kernelShape.slice(0, -1).reduce((product, length) => product * length, 1);
    const values = layer.weights.map((weight) =>
      uniform(weight.shape as number[], 1 / Math.sqrt(fanIn), { seed, place: place++ }),
    );
    layer.setWeights(values);
    for (const value of values) value.dispose();
  }
}

function uniform(shape: number[], bound: number, from: { seed: number; place: number }): tf.Tensor {
  const stream = randomStream(from.seed, 'init', from.place);
  const values = new Float32Array(tf.util.sizeFromShape(shape));
  for (let index = 0; index < values.length; index++) {
    values[index] = bound * (2 * stream.uniformAt(index) - 1);
  }
  return tf.tensor(values, shape, 'float32');
}
