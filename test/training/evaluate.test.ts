import { beforeAll, describe, expect, it } from 'vitest';
import { loadCifar10 } from '../../lib/data/cifar10';
import { subset } from '../../lib/data/subset';
import { type Network, network } from '../../lib/engine/network';
import { tf } from '../../lib/engine/tensorflow';
import { buildModel } from '../../lib/models/build';
import { evaluator, networkLogits, predictLogits, score } from '../../lib/training/evaluate';

describe('evaluator', () => {
  let test: Awaited<ReturnType<typeof loadCifar10>>['test'];
  let made: Network;
  beforeAll(async () => {
    ({ test } = await loadCifar10());
    made = network(buildModel('student', 0));
    // Not the statistics of a new network, 0 and 1, with which much comes out the same by chance.
    made.setWeights(
      made
        .weights()
        .map((values) => values.map((value, place) => value + 0.01 * (1 + (place % 7)))),
    );
  });
  const first = (count: number, from = 0) =>
    subset(
      test,
      Array.from({ length: count }, (_, index) => from + index),
    );

  it('gives whole batches, as graphs, the same bits as a few images kernel by kernel', async () => {
    const many = await networkLogits(made, first(1_007));
    for (const [from, count] of [
      [0, 100],
      [450, 100],
      [1_000, 7],
    ] as const) {
      const few = await networkLogits(made, first(count, from));
      expect(many.subarray(10 * from, 10 * (from + count))).toEqual(few);
    }
  });

  it('takes the weights that the network has when it is asked', async () => {
    const { logits, dispose } = evaluator(made);
    const set = first(500);
    const before = await logits(set);
    const weights = made.weights();
    made.setWeights(weights.map((values) => values.map((value) => value * 0.9)));
    const after = await logits(set);
    made.setWeights(weights);
    expect(after).not.toEqual(before);
    expect(await logits(set)).toEqual(before);
    dispose();
  });

  it('leaves no tensor behind, and says how far it is', async () => {
    const seen: number[] = [];
    const before = tf.memory().numTensors;
    await networkLogits(made, first(1_007), { onProgress: (done) => seen.push(done) });
    expect(tf.memory().numTensors).toBe(before);
    expect(seen).toEqual([500, 1_000, 1_007]);
  });
});

/** A model of `units` outputs that are all the mean of red, plus 0 to units − 1. */
function meanModel(units: number): tf.LayersModel {
  const input = tf.input({ shape: [32, 32, 3] });
  const pooled = tf.layers.globalAveragePooling2d({}).apply(input);
  const output = tf.layers.dense({ units, name: 'head' }).apply(pooled) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: output });
  const kernel = Array.from({ length: 3 * units }, (_, at) => (at < units ? 1 : 0));
  model.setWeights([tf.tensor2d(kernel, [3, units]), tf.range(0, units)]);
  return model;
}

describe('predictLogits of another number of classes than ten', () => {
  const images = new Uint8Array(2 * 3072);
  images.fill(51, 3072); // one black image, one of 1/5

  it('gives as many logits an image as the model has outputs, normalised as the set says', async () => {
    // (0 - 0.5) / 0.25 = -2 and (0.2 - 0.5) / 0.25 = -1.2; the biases add 0 to 4.
    const normalisation = { mean: [0.5, 0, 0], sd: [0.25, 1, 1] } as const;
    const set = { images, labels: Uint8Array.of(0, 4), classes: 5, normalisation };
    const logits = await predictLogits(meanModel(5), set);
    expect(logits.length).toBe(10);
    [-2, -1, 0, 1, 2, -1.2, -0.2, 0.8, 1.8, 2.8].forEach((expected, at) => {
      expect(logits[at]).toBeCloseTo(expected, 5);
    });
  });

  it('gives whole batches, as graphs, in the same form', async () => {
    const many = { images: new Uint8Array(501 * 3072), labels: new Uint8Array(501), classes: 7 };
    const logits = await predictLogits(meanModel(7), many);
    expect(logits.length).toBe(501 * 7);
    expect(logits.subarray(0, 7)).toEqual(logits.subarray(500 * 7));
  });

  it('refuses a model with another number of outputs than the set has classes', async () => {
    const five = { images, labels: Uint8Array.of(0, 4), classes: 5 };
    await expect(predictLogits(meanModel(10), five)).rejects.toThrow(
      'Expected 5 outputs, one for each class of the images, but the output layer "head" has 10; ' +
        'give it 5 units, or take images of 10 classes.',
    );
    const { test } = await loadCifar10();
    await expect(predictLogits(meanModel(5), subset(test, [0]))).rejects.toThrow(
      /Expected 10 outputs.* has 5/,
    );
  });

  it('refuses labels that name none of the outputs', async () => {
    await expect(
      predictLogits(meanModel(3), { images, labels: Uint8Array.of(0, 3) }),
    ).rejects.toThrow('Image 1 of the images to evaluate on has label 3; expected 0 to 2');
  });
});

describe('score', () => {
  it('is accuracy and mean cross-entropy of any number of classes, computed by hand', () => {
    // Rows (0, 0, ln 2) and (ln 2, 0, 0): probabilities (1, 1, 2)/4 and (2, 1, 1)/4. Labels 2 and 1:
    // one of two is right, the loss is (ln 2 + ln 4) / 2 = 1.5 ln 2.
    const two = Math.log(2);
    const { accuracy, loss } = score(Float32Array.of(0, 0, two, two, 0, 0), Uint8Array.of(2, 1));
    expect(accuracy).toBe(0.5);
    expect(loss).toBeCloseTo(1.5 * two, 6);
  });

  it('refuses no images, sizes that disagree and labels that name no class', () => {
    expect(() => score(new Float32Array(0), new Uint8Array(0))).toThrow('at least one image');
    expect(() => score(new Float32Array(7), new Uint8Array(2))).toThrow(
      'got 7 logits for 2 labels',
    );
    expect(() => score(new Float32Array(6), Uint8Array.of(0, 3))).toThrow(
      'Image 1 of the scored set has label 3; expected 0 to 2',
    );
  });
});
