import { tf } from '../engine/tensorflow';

/**
 * Makes a convolution pass its input on as far as it can: filter i becomes the identity of input channel i,
 * w[c,c,i,o] = 1 if i = o, else 0 (c the kernel's middle), for the first `in` filters; the others stay as they are.
 * With as many filters as inputs the layer is the identity.
 * Source: PyTorch's `torch.nn.init.dirac_` on the first `in` filters, as airbench94 does.
 * @param layer a convolution of odd size without bias, at least as many filters as input channels
 * @throws when its kernel is of another shape
 */
export function partialIdentity(layer: tf.layers.Layer): void {
  const [kernel] = layer.getWeights() as [tf.Tensor4D];
  const [height, width, channelsIn, channelsOut] = kernel.shape;
  if (height % 2 === 0 || width % 2 === 0 || channelsOut < channelsIn) {
    throw new Error(
      `partialIdentity: ${layer.name} has a kernel of [${kernel.shape}], expected odd sides and at least ` +
        'as many filters as input channels.',
    );
  }
  const values = (kernel.dataSync() as Float32Array).slice();
  const middle = ((height * width - 1) / 2) * channelsIn;
  for (let row = 0; row < height * width * channelsIn; row++) {
    const start = row * channelsOut;
    values.fill(0, start, start + channelsIn);
    const channel = row - middle;
    if (channel >= 0 && channel < channelsIn) values[start + channel] = 1;
  }
  tf.tidy(() => layer.setWeights([tf.tensor4d(values, kernel.shape)]));
}
