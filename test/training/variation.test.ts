import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fillBatch } from '../../lib/data/batch';
import { imageValues } from '../../lib/data/cifar10';
import { tf } from '../../lib/engine/tensorflow';
import { type Recipe, recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import { loadDataset } from '../../lib/training/dataset';
import { loadModel } from '../../lib/training/model-files';
import { run } from '../../lib/training/run';
import { train } from '../../lib/training/train';
import { runFolders, stopInSecondEpoch } from '../support/training-runs';

const freshFolder = runFolders();

const plain: Recipe = recipe({
  name: 'plain',
  model: 'student',
  objective: { kind: 'labels' },
  optimizer: { kind: 'adam', learningRate: 1e-3, weightDecay: 1e-4 },
  schedule: { kind: 'constant' },
  augmentation: { crop: 4, padding: 'zero', flip: true },
  batchSize: 32,
  epochs: 2,
  limit: { training: 100, validation: 50, test: 60 },
});
const dropped = recipe({ ...plain, name: 'dropped', dropout: 0.5 });
const forgetful = recipe({ ...plain, name: 'forgetful', evaluationStatistics: 'initial' });

function bytesOf(id: string, runs: string): readonly string[] {
  return ['model.json', 'weights.bin', 'test-logits.bin'].map((name) =>
    readFileSync(join(runs, id, name)).toString('hex'),
  );
}

describe('a run with dropout', () => {
  const id = runId(dropped, 0);
  const undisturbed = freshFolder();

  it('ends with the same bytes when it is made twice, and with others than one without', async () => {
    const again = freshFolder();
    await run(dropped, 0, { runs: undisturbed });
    await run(dropped, 0, { runs: again });
    expect(bytesOf(id, again)).toEqual(bytesOf(id, undisturbed));
    await run(plain, 0, { runs: again });
    const [, weights] = bytesOf(runId(plain, 0), again);
    expect(weights).not.toBe(bytesOf(id, undisturbed)[1]);
  });

  it('ends with the same bytes when it was stopped in its second epoch and resumed', async () => {
    const runs = freshFolder();
    await stopInSecondEpoch(dropped, runs);
    await run(dropped, 0, { runs });
    expect(bytesOf(id, runs)).toEqual(bytesOf(id, undisturbed));
  });

  it('leaves a model that tfjs loads, in which nothing is dropped', async () => {
    const model = await loadModel(id, undisturbed);
    const x = tf.randomNormal([4, 32, 32, 3], 0, 1, 'float32', 1);
    const twice = [1, 2].map(() => Array.from((model.predict(x) as tf.Tensor).dataSync()));
    expect(model.getLayer('dropout').getConfig().rate).toBe(0.5);
    expect(twice[0]).toEqual(twice[1]);
  });
});

describe('a run evaluated with the initial statistics', () => {
  it('trains as any other, and gives the logits of its weights with mean 0 and variance 1', async () => {
    const usual = await train(plain, 0);
    const trained = await train(forgetful, 0);
    const training = (history: typeof usual.history) =>
      history.map(({ trainingLoss, trainingAccuracy }) => [trainingLoss, trainingAccuracy]);
    expect(training(trained.history)).toEqual(training(usual.history));

    for (const layer of usual.model.layers) {
      if (layer.getClassName() !== 'BatchNormalization') continue;
      const [gamma, beta, mean, variance] = layer.getWeights() as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ];
      layer.setWeights([gamma, beta, tf.zerosLike(mean), tf.onesLike(variance)]);
    }
    const byHand = (usual.model.predict(await testImages()) as tf.Tensor).dataSync();
    expect(trained.testLogits).toHaveLength(byHand.length);
    trained.testLogits.forEach((logit, place) => {
      expect(Math.abs(logit - (byHand[place] as number))).toBeLessThan(1e-4);
    });
    const differences = trained.testLogits.map((logit, place) =>
      Math.abs(logit - (usual.testLogits[place] as number)),
    );
    expect(Math.max(...differences)).toBeGreaterThan(0.1);
  });

  it('keeps mean 0 and variance 1 exactly, and moves every other weight', async () => {
    const { model, weights } = await train(forgetful, 0);
    const began = await train(recipe({ ...forgetful, epochs: 1 }), 0);
    const names = model.layers.flatMap((layer) => layer.weights.map(({ name }) => name));
    names.forEach((name, place) => {
      const values = weights[place] as Float32Array;
      if (/moving_mean/.test(name)) expect(values.every((value) => value === 0)).toBe(true);
      else if (/moving_variance/.test(name))
        expect(values.every((value) => value === 1)).toBe(true);
      else expect(values).not.toEqual(began.weights[place]);
    });
  });
});

/** [60, 32, 32, 3], normalised */
async function testImages(): Promise<tf.Tensor4D> {
  const { test } = await loadDataset(plain);
  const count = test.labels.length;
  const buffer = new Float32Array(count * imageValues);
  fillBatch(
    buffer,
    test,
    Int32Array.from({ length: count }, (_, place) => place),
  );
  return tf.tensor4d(buffer, [count, 32, 32, 3]);
}
