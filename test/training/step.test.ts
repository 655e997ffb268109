import { describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import { trainingStep } from '../../lib/training/step';
import { setupOf } from '../support/training-setup';

const hinton = { kind: 'logits', temperature: 4, softWeight: 0.7, hardWeight: 0.3 } as const;

function batch(seed: number) {
  const images = tf.randomNormal<tf.Rank.R4>([8, 32, 32, 3], 0, 1, 'float32', seed);
  return {
    images: images.dataSync() as Float32Array,
    labels: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7),
    teacherLogits: tf.randomNormal([8, 10], 0, 3, 'float32', seed).dataSync() as Float32Array,
  };
}

const distillation = () => setupOf(hinton);

describe('a training step', () => {
  it('learns: the loss of one batch falls when it is repeated', () => {
    const setup = setupOf({ kind: 'labels' });
    const losses = Array.from({ length: 12 }, () => trainingStep(setup, batch(1), 1e-3).loss);
    expect(losses[0]).toBeCloseTo(8 * Math.log(10), -1);
    expect(losses[11]).toBeLessThan((losses[0] as number) / 2);
  });

  it('moves every trainable weight and the running statistics', () => {
    const setup = distillation();
    const before = setup.network.weights();
    trainingStep(setup, batch(1), 1e-3);
    const moved = setup.network.weights().map((values, index) => {
      const old = before[index] as Float32Array;
      return values.some((value, place) => value !== old[place]);
    });
    expect(moved).not.toContain(false);
  });

  it('reports sums over the batch whose parts make up the loss', () => {
    const { loss, parts } = trainingStep(distillation(), batch(1), 1e-3);
    const { hard = Number.NaN, soft = Number.NaN } = parts;
    expect(loss).toBeCloseTo(0.7 * soft + 0.3 * hard, 4);
  });

  it('says so when the loss needs a teacher and there is none', () => {
    const { teacherLogits: _, ...without } = batch(1);
    expect(() => trainingStep(distillation(), without, 1e-3)).toThrow(/needs a teacher/);
  });

  it('leaves no tensor behind', () => {
    const setup = distillation();
    const images = batch(1);
    trainingStep(setup, images, 1e-3);
    const before = tf.memory().numTensors;
    for (let step = 0; step < 3; step++) trainingStep(setup, images, 1e-3);
    expect(tf.memory().numTensors).toBe(before);
  });
});
