import { describe, expect, it } from 'vitest';
import { initialModel } from '../../lib/notebook/models';
import { tf } from '../../lib/notebook/tf';

describe('tf of lib/notebook', () => {
  it('is tfjs: its typed layers, functions and methods are there', () => {
    const layers = [
      'inputLayer',
      'conv2d',
      'batchNormalization',
      'maxPooling2d',
      'averagePooling2d',
      'zeroPadding2d',
      'globalAveragePooling2d',
      'reLU',
      'dense',
      'dropout',
      'add',
    ] as const;
    for (const name of layers) expect(tf.layers[name]).toBeTypeOf('function');
    const x = tf.tensor2d([
      [0, Math.log(3)],
      [2, 2],
    ]);
    const softmax = tf.softmax(x).dataSync();
    [0.25, 0.75, 0.5, 0.5].forEach((prob, at) => {
      expect(softmax[at]).toBeCloseTo(prob, 6);
    });
    const slope = tf
      .grad((v) => v.square().sum())(x)
      .dataSync();
    expect(slope[2]).toBe(4);
  });

  it('trains a model of its layers: a step along the gradients lowers the loss', () => {
    const model = tf.sequential({
      layers: [tf.layers.inputLayer({ inputShape: [2] }), tf.layers.dense({ units: 1 })],
    });
    const x = tf.tensor2d([
      [1, 0],
      [0, 1],
    ]);
    const loss = () => model.apply(x, { training: true }).sub(1).square().mean();
    const optimizer = tf.train.sgd(0.1);
    const { value, grads } = tf.variableGrads(
      loss,
      model.trainableWeights.map(({ val }) => val),
    );
    optimizer.applyGradients(grads);
    expect(Number(loss().dataSync()[0])).toBeLessThan(Number(value.dataSync()[0]));
  });
});

describe('initialModel', () => {
  it('is the seed’s network: same seed, same weights', () => {
    const [one, other] = [initialModel('student', 3), initialModel('student', 3)];
    expect(one.getWeights()[0]?.dataSync()).toEqual(other.getWeights()[0]?.dataSync());
    expect(one.predict(tf.zeros([1, 32, 32, 3])).shape).toEqual([1, 10]);
  });
});
