import { describe, expect, it } from 'vitest';
import { gelu } from '../../lib/engine/activation';
import { dense } from '../../lib/engine/dense';
import { network } from '../../lib/engine/network';
import { sgdNesterov } from '../../lib/engine/optimizer';
import { scaling } from '../../lib/engine/scaling';
import { tf } from '../../lib/engine/tensorflow';
import norms from '../golden/airbench-batch-norm.json';
import denses from '../golden/airbench-dense.json';
import gelus from '../golden/airbench-gelu.json';
import { expectTensor, fromGolden } from '../support/golden-tensor';

const wanted = { input: true };

describe('gelu', () => {
  it('equals PyTorch in value and gradient, at 0 and far out', () => {
    const applied = gelu()(fromGolden(gelus.x));
    expectTensor(applied.output, gelus.y, 1e-6);
    expectTensor(applied.pullback(fromGolden(gelus.upstream), wanted).input, gelus.dx, 1e-6);
  });

  it('is x times the normal distribution function: Φ(1) = 0.8413447, unlike the form by tanh', () => {
    const [one = 0] = gelu()(tf.tensor1d([1])).output.dataSync();
    expect(one).toBeCloseTo(0.8413447, 6);
    const byTanh = 0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (1 + 0.044715)));
    expect(Math.abs(one - byTanh)).toBeGreaterThan(1e-4);
  });

  it('computes no gradient where none is wanted', () => {
    const applied = gelu()(tf.ones([2]));
    expect(applied.pullback(tf.ones([2]), { input: false }).input).toBeUndefined();
  });
});

describe('dense without bias, times a constant', () => {
  it('equals PyTorch in value and gradients, the constant before or behind', () => {
    const [x, kernel] = [fromGolden<tf.Tensor2D>(denses.x), fromGolden<tf.Tensor2D>(denses.kernel)];
    const scale = scaling(1 / 9);
    const before = scale(x);
    const product = dense()(before.output as tf.Tensor2D, kernel);
    expectTensor(product.output, denses.y, 1e-6);
    const { input, weights } = product.pullback(fromGolden(denses.upstream), wanted);
    expect(weights).toHaveLength(1);
    expectTensor(weights[0], denses.dkernel, 1e-6);
    expectTensor(before.pullback(input as tf.Tensor, wanted).input, denses.dx, 1e-6);
    const behind = scale(dense()(x, kernel).output);
    expectTensor(behind.output, denses.y, 1e-6);
  });
});

function normModel(config: object): tf.LayersModel {
  const images = tf.input({ shape: [3, 3, 5] });
  const layer = tf.layers.batchNormalization({
    momentum: 0.6,
    epsilon: 1e-12,
    name: 'norm',
    ...config,
  });
  return tf.model({ inputs: images, outputs: layer.apply(images) as tf.SymbolicTensor });
}

describe('batch norm without scale', () => {
  it('equals PyTorch over two steps of training and in inference, its bias trained', () => {
    const made = network(normModel({ scale: false }));
    expect(made.trainable.map(({ name }) => name)).toEqual(['norm/beta']);
    made.trainable[0]?.assign(Float32Array.from(norms.beta.values));
    for (const step of norms.steps) {
      const pass = made.forward(fromGolden<tf.Tensor4D>(step.x), true);
      expectTensor(pass.output('norm'), step.y, 2e-5);
      expectTensor(pass.pullback({ norm: fromGolden(step.upstream) })[0], step.dbeta, 2e-5);
      const [, mean, variance] = made.variables;
      expectTensor(mean?.read(), step.runningMean);
      expectTensor(variance?.read(), step.runningVariance);
    }
    const { x, y } = norms.inference;
    expectTensor(made.forward(fromGolden<tf.Tensor4D>(x), false).output('norm'), y, 2e-5);
  });

  it('passes the gradient on to its input as PyTorch does', () => {
    const step = norms.steps[0] as (typeof norms.steps)[number];
    const images = tf.input({ shape: [3, 3, 5] });
    const shift = tf.layers.conv2d({ filters: 5, kernelSize: 1, useBias: false, name: 'conv' });
    const norm = tf.layers.batchNormalization({ epsilon: 1e-12, scale: false, name: 'norm' });
    const outputs = norm.apply(shift.apply(images)) as tf.SymbolicTensor;
    const made = network(tf.model({ inputs: images, outputs }));
    made.trainable[0]?.assign(Float32Array.from(tf.eye(5).dataSync()));
    const x = fromGolden<tf.Tensor4D>(step.x);
    const back = made.forward(x, true).pullback({ norm: fromGolden(step.upstream) });
    // The kernel is the identity, so its gradient is xᵀ · dx over all pixels.
    const dx = fromGolden(step.dx).reshape<tf.Tensor2D>([-1, 5]);
    const expected = tf.matMul(x.reshape<tf.Tensor2D>([-1, 5]), dx, true);
    const values = Array.from(expected.dataSync());
    expectTensor(back[0], { shape: [1, 1, 5, 5], values }, 1e-4);
  });

  it('without bias too has nothing to train', () => {
    expect(network(normModel({ scale: false, center: false })).trainable).toEqual([]);
  });
});

describe('what is frozen', () => {
  const images = tf.input({ shape: [4, 4, 2] });
  const build = (trainable: boolean) => {
    const first = tf.layers.conv2d({ filters: 3, kernelSize: 2, name: 'first', trainable });
    const last = tf.layers.conv2d({ filters: 1, kernelSize: 3, name: 'last' });
    return tf.model({
      inputs: images,
      outputs: last.apply(first.apply(images)) as tf.SymbolicTensor,
    });
  };

  function step(made: ReturnType<typeof network>) {
    const before = made.weights();
    const optimizer = sgdNesterov(made.trainable, { weightDecay: 0.1, momentum: 0.9 });
    const pass = made.forward(tf.ones([2, 4, 4, 2]), true);
    optimizer.step(pass.pullback({ [made.outputLayer]: tf.ones([2, 1, 1, 1]) }), 0.1);
    const moved = made
      .weights()
      .map((values, index) => values.some((value, k) => value !== before[index]?.[k]));
    return Object.fromEntries(
      made.variables.map(({ name }, index) => [name.replace(/_\d+$/, ''), moved[index]]),
    );
  }

  it('is neither changed nor decayed: a whole layer', () => {
    expect(step(network(build(false)))).toEqual({
      'first/kernel': false,
      'first/bias': false,
      'last/kernel': true,
      'last/bias': true,
    });
  });

  it('is neither changed nor decayed: one weight of a layer', () => {
    const moved = step(network(build(true), { frozen: ['first/kernel'] }));
    expect(moved['first/kernel']).toBe(false);
    expect(moved['last/kernel']).toBe(true);
  });
});

describe('a layer that the engine does not know', () => {
  it('is refused: a rescaling with offset', () => {
    const images = tf.input({ shape: [2] });
    const outputs = tf.layers.rescaling({ scale: 2, offset: 1, name: 'moved' }).apply(images);
    const model = tf.model({ inputs: images, outputs: outputs as tf.SymbolicTensor });
    expect(() => network(model)).toThrow(/"moved" \(Rescaling\)/);
  });
});
