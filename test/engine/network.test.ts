import { describe, expect, it } from 'vitest';
import { network } from '../../lib/engine/network';
import { tf } from '../../lib/engine/tensorflow';
import { buildModel } from '../../lib/models/build';
import { expectNoLeak } from '../support/golden-tensor';

const images = () => tf.randomNormal<tf.Rank.R4>([2, 32, 32, 3], 0, 1, 'float32', 1);

describe('network', () => {
  it('gives the outputs of named layers, those of the model itself', () => {
    const model = buildModel('student', 0);
    const features = tf.model({
      inputs: model.inputs,
      outputs: model.getLayer('features').output as tf.SymbolicTensor,
    });
    const made = network(model);
    const difference = made
      .forward(images(), false)
      .output('features')
      .sub(features.predict(images()) as tf.Tensor)
      .abs()
      .max()
      .dataSync()[0];
    expect(difference).toBeLessThan(1e-6);
  });

  it('takes gradients into a named layer in the middle, as feature losses need', () => {
    const made = network(buildModel('student', 0));
    const pass = made.forward(images(), true);
    const gradients = pass.pullback({ features: tf.onesLike(pass.output('features')) });
    const reached = made.trainable.map((_, index) => gradients[index] !== undefined);
    const names = made.trainable.map(({ name }) => name.split('/')[0]);
    reached.forEach((isReached, index) => {
      const absorbed = /^conv/.test(names[index] ?? '') && index % 4 === 1; // biases before batch norm
      expect(isReached).toBe(!absorbed && !['hidden', 'logits'].includes(names[index] ?? ''));
    });
  });

  it('names the layers there are when asked for another', () => {
    const pass = network(buildModel('student', 0)).forward(images(), false);
    expect(() => pass.output('attention')).toThrow(/no layer "attention"; there are .*relu4/);
  });

  it('refuses a layer that it cannot train, naming it', () => {
    const input = tf.input({ shape: [32, 32, 3] });
    const noisy = tf.layers.gaussianNoise({ stddev: 0.5, name: 'noise' }).apply(input);
    const model = tf.model({ inputs: input, outputs: noisy as tf.SymbolicTensor });
    expect(() => network(model)).toThrow(/layer "noise" \(GaussianNoise\)/);
  });

  it('trains a convolution that stands without batch norm, with its bias', () => {
    const input = tf.input({ shape: [4, 4, 2] });
    const convolved = tf.layers.conv2d({ filters: 3, kernelSize: 3, name: 'lonely' }).apply(input);
    const model = tf.model({ inputs: input, outputs: convolved as tf.SymbolicTensor });
    const made = network(model);
    const batch = tf.randomNormal<tf.Rank.R4>([2, 4, 4, 2], 0, 1, 'float32', 1);
    const pass = made.forward(batch, true);
    const error = pass
      .output('lonely')
      .sub(model.predict(batch) as tf.Tensor)
      .abs()
      .max();
    expect(error.dataSync()[0]).toBeLessThan(1e-6);
    const gradients = pass.pullback({ lonely: tf.onesLike(pass.output('lonely')) });
    expect(Array.from(gradients[1]?.dataSync() ?? [])).toEqual([8, 8, 8]); // 2 images of 2x2 pixels
  });

  it('leaves no tensor behind in a forward and backward pass', () => {
    const made = network(buildModel('student', 0));
    const batch = images();
    expectNoLeak(() => {
      const gradients = tf.tidy(() => {
        const pass = made.forward(batch, true);
        return pass.pullback({ logits: tf.onesLike(pass.output('logits')) });
      });
      tf.dispose(gradients.filter((gradient) => gradient !== undefined));
    });
  });

  it('writes trained weights back into the model, bit for bit', () => {
    const model = buildModel('student', 0);
    const made = network(model);
    const weights = made.weights().map((values, index) => values.fill(index + 1));
    made.setWeights(weights);
    made.writeBack();
    expect(network(model).weights()).toEqual(weights);
  });
});
