import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { imageValues } from '../../lib/data/cifar10';
import { network } from '../../lib/engine/network';
import { tf } from '../../lib/engine/tensorflow';
import { buildModel, frozenWeights } from '../../lib/models/build';
import { countMultiplyAdds, countParameters } from '../../lib/models/count';
import { partialIdentity } from '../../lib/models/partial-identity';
import { symmetricEigen } from '../../lib/models/symmetric-eigen';
import { fitToImages, patchCovariance, whiteningKernel } from '../../lib/models/whitening';
import { buildOptimizer } from '../../lib/training/build-optimizer';
import { noOwnWeights } from '../../lib/training/own-weights';
import golden from '../golden/airbench-network.json';
import identities from '../golden/airbench-partial-identity.json';
import whitening from '../golden/airbench-whitening.json';
import { formulaImages, formulaNumbers, formulaParameter, formulaProbe } from '../golden/formula';
import { expectTensor, fromGolden } from '../support/golden-tensor';
import { lossAndGradients } from '../support/loss-and-gradients';

const LOGIT_TOLERANCE = 1e-4;

describe('the airbench network', () => {
  const model = buildModel('airbench', 0);

  it('has the parameters and multiply-adds counted by hand', () => {
    // Kernels of the whitening layer with its bias, six convolutions, biases of six norms, the last layer.
    const kernels = 9 * (24 * 64 + 64 * 64 + 64 * 256 + 256 * 256 + 256 * 256 + 256 * 256);
    const byHand = 24 * 12 + 24 + kernels + 2 * (64 + 256 + 256) + 2560;
    expect(countParameters(model)).toBe(byHand);
    expect(byHand).toBe(1_971_640);
    const maps =
      961 * (12 * 24 + 9 * 24 * 64) +
      225 * 9 * (64 * 64 + 64 * 256) +
      49 * 9 * (256 * 256 + 256 * 256) +
      9 * 9 * 256 * 256 +
      2560;
    expect(countMultiplyAdds(model)).toBe(maps);
  });

  it('shrinks its maps 31, 15, 7, 3, 1 and names what features may be taken from', () => {
    const shape = (name: string) =>
      (model.getLayer(name).output as tf.SymbolicTensor).shape.slice(1);
    expect(shape('whiten-gelu')).toEqual([31, 31, 24]);
    expect(shape('group1')).toEqual([15, 15, 64]);
    expect(shape('group2')).toEqual([7, 7, 256]);
    expect(shape('group3')).toEqual([3, 3, 256]);
    expect(shape('features')).toEqual([256]);
    expect(shape('logits')).toEqual([10]);
  });

  it('is saved and loaded by tfjs with stock layers, to the same logits in tfjs and in the engine', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airbench-'));
    await model.save(`file://${folder}`);
    const loaded = await tf.loadLayersModel(`file://${folder}/model.json`);
    rmSync(folder, { recursive: true });
    const x = tf.randomNormal<tf.Rank.R4>([3, 32, 32, 3], 0, 1, 'float32', 5);
    const expected = network(model).forward(x, false).output('logits').dataSync();
    const byEngine = network(loaded).forward(x, false).output('logits').dataSync();
    expect(Array.from(byEngine)).toEqual(Array.from(expected));
    const byTfjs = (loaded.predict(x) as tf.Tensor).dataSync();
    byTfjs.forEach((value, k) => {
      expect(Math.abs(value - (expected[k] as number))).toBeLessThan(LOGIT_TOLERANCE);
    });
  });

  it('grows with width, in the channels of its groups alone', () => {
    const wide = buildModel('airbench', 0, { width: 2 });
    expect((wide.getLayer('group2').output as tf.SymbolicTensor).shape).toEqual([null, 7, 7, 512]);
    expect((wide.getLayer('whiten').output as tf.SymbolicTensor).shape[3]).toBe(24);
  });
});

describe('initial weights of the airbench network', () => {
  const model = buildModel('airbench', 3);

  it('pass the input of a convolution on: with as many filters as channels it is the identity', () => {
    const [kernel] = model.getLayer('group1-conv2').getWeights() as [tf.Tensor4D];
    const x = tf.randomNormal<tf.Rank.R4>([1, 5, 5, 64], 0, 1, 'float32', 1);
    const y = tf.conv2d(x, kernel, 1, 'same');
    expect(Array.from(y.dataSync())).toEqual(Array.from(x.dataSync()));
  });

  it('leave the filters beyond the channels at PyTorch’s uniform ones', () => {
    const [kernel] = model.getLayer('group2-conv1').getWeights() as [tf.Tensor4D];
    const rest = kernel.slice([0, 0, 0, 64]).dataSync();
    const bound = 1 / Math.sqrt(9 * 64);
    expect(Math.max(...rest)).toBeLessThanOrEqual(bound);
    expect(rest.every((value) => value !== 0)).toBe(true);
  });

  it('start the bias of the whitening layer at 0', () => {
    const [, bias] = model.getLayer('whiten').getWeights() as [tf.Tensor, tf.Tensor];
    expect(Array.from(bias.dataSync())).toEqual(new Array(24).fill(0));
  });
});

describe('partialIdentity', () => {
  it.each(identities.cases)('equals PyTorch: $name', ({ before, after }) => {
    const [size = 0, , inputs = 0, filters = 0] = before.shape;
    const layer = tf.layers.conv2d({ filters, kernelSize: size, useBias: false });
    layer.apply(tf.input({ shape: [8, 8, inputs] }));
    layer.setWeights([fromGolden(before)]);
    partialIdentity(layer);
    expectTensor(layer.getWeights()[0], after, 0);
  });

  it('refuses a kernel without a middle, or fewer filters than channels', () => {
    for (const [kernelSize, filters] of [
      [2, 8],
      [3, 2],
    ] as const) {
      const layer = tf.layers.conv2d({ filters, kernelSize, useBias: false });
      layer.apply(tf.input({ shape: [8, 8, 4] }));
      expect(() => partialIdentity(layer)).toThrow(/expected odd sides/);
    }
  });
});

/** The pictures of make_airbench_golden.py. */
function pictures() {
  const noise = formulaNumbers(whitening.stream, 3 * imageValues).map((u) => (u + 1) / 2);
  const at = (picture: number, row: number, column: number, channel: number) => {
    const wrapped = (((row + 32) % 32) * 32 + ((column + 32) % 32)) * 3 + ((channel + 3) % 3);
    return noise[picture * imageValues + wrapped] as number;
  };
  const images = Uint8Array.from({ length: 3 * imageValues }, (_, place) => {
    const [picture, within] = [Math.floor(place / imageValues), place % imageValues];
    const [row, column, channel] = [
      Math.floor(within / 96),
      Math.floor(within / 3) % 32,
      within % 3,
    ];
    const sum =
      at(picture, row, column, channel) +
      at(picture, row - 1, column, channel) +
      at(picture, row, column - 1, channel) +
      at(picture, row, column, channel - 1);
    return Math.floor((sum / 4) * 256);
  });
  expect(Array.from(images.subarray(0, 8))).toEqual(whitening.bytesFirst);
  return { images, labels: new Uint8Array(3) };
}

describe('whitening', () => {
  it('equals PyTorch: covariance of all 2x2 patches, eigenvalues, filters', () => {
    const covariance = patchCovariance(pictures());
    whitening.covariance.values.forEach((value, place) => {
      expect(covariance[place]).toBeCloseTo(value, 5);
    });
    const { values } = symmetricEigen(covariance, 12);
    whitening.eigenvalues.values.forEach((value, place) => {
      expect(values[place]).toBeCloseTo(value, 5);
    });
    const kernel = tf.tensor4d(whiteningKernel(covariance), [2, 2, 3, 24]);
    expectTensor(kernel, whitening.kernel, 1e-4);
  });

  it('gives patches whose covariance is λ / (λ + 5e-4), which is nearly the identity', () => {
    const set = pictures();
    const model = buildModel('airbench', 0);
    fitToImages(model, set);
    const covariance = patchCovariance(set);
    const [kernel] = model.getLayer('whiten').getWeights() as [tf.Tensor4D];
    const filters = kernel.reshape<tf.Tensor2D>([12, 24]).slice([0, 0], [12, 12]);
    const middle: tf.Tensor2D = tf.matMul(
      tf.tensor2d(Float32Array.from(covariance), [12, 12]),
      filters,
    );
    const white = tf.matMul(filters, middle, true).arraySync() as number[][];
    const { values } = symmetricEigen(covariance, 12);
    white.forEach((row, i) => {
      row.forEach((value, j) => {
        const lambda = values[i] as number;
        expect(value).toBeCloseTo(i === j ? lambda / (lambda + 5e-4) : 0, 3);
      });
    });
  });

  it('leaves a model without such a layer as it is', () => {
    const model = buildModel('student', 0);
    const before = model.getWeights().map((weight) => Array.from(weight.dataSync()));
    fitToImages(model, pictures());
    expect(model.getWeights().map((weight) => Array.from(weight.dataSync()))).toEqual(before);
  });
});

describe('symmetricEigen', () => {
  it('finds 3 and 1 with (1, 1)/√2 and (1, -1)/√2 for [[2, 1], [1, 2]]', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect([...values].map((value) => Number(value.toFixed(12)))).toEqual([3, 1]);
    const [a = 0, b = 0, c = 0, d = 0] = vectors;
    for (const component of [a, b, Math.abs(c), Math.abs(d)]) {
      expect(component).toBeCloseTo(Math.SQRT1_2, 12);
    }
    expect(c * d).toBeLessThan(0);
  });
});

function start() {
  const made = network(buildModel('airbench', 0), { frozen: frozenWeights('airbench') });
  const { shape, stream } = golden.whitenKernel;
  const size = tf.util.sizeFromShape(shape);
  made.variables[0]?.assign(Float32Array.from(formulaNumbers(stream, size)));
  made.trainable.forEach((variable, number) => {
    const parameter = golden.parameters[number] as (typeof golden.parameters)[number];
    expect(variable.name.replace(/_\d+$/, '')).toBe(parameter.name);
    variable.assign(formulaParameter(number, parameter));
  });
  const images = tf.tensor4d(formulaImages(golden.inputStream, golden.batch), [4, 32, 32, 3]);
  const oneHot = tf.oneHot(tf.tensor1d(golden.labels, 'int32'), 10).cast('float32');
  const { smoothing } = golden;
  const labels = oneHot.mul(1 - smoothing).add(smoothing / 10) as tf.Tensor2D;
  return { made, images, labels };
}

describe('the airbench network, its weights carried over from PyTorch', () => {
  it('gives the same logits and loss in training, and the same gradient of every trained weight', () => {
    const { made, images, labels } = start();
    const { logits, loss, gradients } = lossAndGradients(made, images, labels);
    expectTensor(logits, golden.training.logits, LOGIT_TOLERANCE);
    expect(loss).toBeCloseTo(golden.training.loss, 5);
    expect(gradients).toHaveLength(golden.parameters.length);
    golden.parameters.forEach(({ gradient }, number) => {
      const values = gradients[number]?.dataSync() as Float32Array;
      const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
      const allowed = 3e-4 * Math.max(gradient.norm, 1e-3);
      expect(Math.abs(norm - gradient.norm)).toBeLessThan(allowed);
      const probe = formulaProbe(values, golden.probeStream, number);
      expect(Math.abs(probe - gradient.probe)).toBeLessThan(allowed);
      gradient.first.forEach((value, index) => {
        expect(Math.abs((values[index] as number) - value)).toBeLessThan(allowed);
      });
    });
  });

  it('gives the same logits in inference after that step', () => {
    const { made, images } = start();
    made.forward(images, true);
    const logits = made.forward(images, false).output('logits');
    expectTensor(logits, golden.inference.logits, LOGIT_TOLERANCE);
  });

  it('gives the same losses and logits over three steps of its optimiser with Lookahead', () => {
    const { made, images, labels } = start();
    const { learningRate, losses, lookahead, inferenceLogits, ...rest } = golden.steps;
    const optimizer = buildOptimizer(
      { network: made, own: noOwnWeights },
      { kind: 'sgd-by-group', learningRate, ...rest },
      {
        averaging: { kind: 'lookahead', ...lookahead },
        length: { stepsPerEpoch: 3, totalSteps: 3 },
      },
    );
    for (const expected of losses) {
      const { loss, gradients } = lossAndGradients(made, images, labels);
      expect(Math.abs(loss - expected)).toBeLessThan(2e-4);
      optimizer.step(gradients, learningRate);
    }
    const logits = made.forward(images, false).output('logits');
    expectTensor(logits, inferenceLogits, 5 * LOGIT_TOLERANCE);
  });
});
