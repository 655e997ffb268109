import { beforeAll, describe, expect, it } from 'vitest';
import { fillBatch } from '../../lib/data/batch';
import { imageValues, loadTestImages } from '../../lib/data/cifar10';
import { subset } from '../../lib/data/subset';
import { tf } from '../../lib/engine/tensorflow';
import { buildModel } from '../../lib/models/build';
import { testTimeLogits, testTimeViews } from '../../lib/training/test-time-views';

const COUNT = 7;

describe('testTimeViews', () => {
  it('are six: the image 1/4, its mirror image 1/4, the two shifts and their mirror images 1/8 each', () => {
    expect(testTimeViews).toEqual([
      { view: 8, weight: 1 / 4 },
      { view: 9, weight: 1 / 4 },
      { view: 0, weight: 1 / 8 },
      { view: 1, weight: 1 / 8 },
      { view: 16, weight: 1 / 8 },
      { view: 17, weight: 1 / 8 },
    ]);
  });
});

describe('testTimeLogits', () => {
  let set: Awaited<ReturnType<typeof loadTestImages>>;
  let x: tf.Tensor4D;
  const model = buildModel('student', 1);
  beforeAll(async () => {
    const indices = Int32Array.from({ length: COUNT }, (_, index) => index);
    set = subset(await loadTestImages(), indices);
    const values = new Float32Array(COUNT * imageValues);
    fillBatch(values, set, indices);
    x = tf.tensor4d(values, [COUNT, 32, 32, 3]);
  });

  it('average the logits of views cut by hand from the image, padded by reflection', async () => {
    const logits = await testTimeLogits(model, set);
    const padded = tf.mirrorPad(
      x,
      [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ],
      'reflect',
    ) as tf.Tensor4D;
    const both = (images: tf.Tensor4D): tf.Tensor =>
      [images, tf.reverse4d(images, [2])]
        .map((view) => model.predict(view) as tf.Tensor)
        .reduce((a, b) => a.add(b))
        .div(2);
    const shifted = [0, 2].map((at) => both(padded.slice([0, at, at, 0], x.shape)));
    const [up, down] = shifted as [tf.Tensor, tf.Tensor];
    const expected = both(x).div(2).add(up.div(4)).add(down.div(4)).dataSync();
    expect(logits).toHaveLength(COUNT * 10);
    logits.forEach((value, place) => {
      expect(Math.abs(value - (expected[place] as number))).toBeLessThan(1e-5);
    });
  });

  it('leave no tensor behind', async () => {
    await testTimeLogits(model, set);
    const before = tf.memory().numTensors;
    await testTimeLogits(model, set);
    expect(tf.memory().numTensors).toBe(before);
  });
});
