import { describe, expect, it } from 'vitest';
import { crossEntropy } from '../../lib/engine/cross-entropy';
import { tf } from '../../lib/engine/tensorflow';
import { expectNoLeak } from '../support/golden-tensor';

const oneHot = (labels: number[], classes: number) =>
  tf.oneHot(labels, classes).cast('float32') as tf.Tensor2D;

describe('crossEntropy', () => {
  it('is log(classes) for equal logits', () => {
    const loss = crossEntropy(oneHot([3], 10), tf.zeros([1, 10]));
    expect(loss.dataSync()[0]).toBeCloseTo(Math.log(10), 6);
  });

  it('is ln(1 + e^-2) for logits (2, 0) and the first class, computed by hand', () => {
    const loss = crossEntropy(oneHot([0], 2), tf.tensor2d([[2, 0]]));
    expect(loss.dataSync()[0]).toBeCloseTo(Math.log(1 + Math.exp(-2)), 6);
  });

  it('stays finite for extreme logits', () => {
    const loss = crossEntropy(oneHot([1], 2), tf.tensor2d([[1000, -1000]]));
    expect(loss.dataSync()[0]).toBe(2000);
  });

  it('has the gradient of finite differences, soft targets included', () => {
    const targets = tf.tensor2d([[0.7, 0.2, 0.1]]);
    const logits = [0.3, -1.2, 0.8];
    const value = (z: number[]) => crossEntropy(targets, tf.tensor2d([z])).dataSync()[0] as number;
    const gradient = tf
      .grad((z: tf.Tensor) => crossEntropy(targets, z as tf.Tensor2D).sum())(tf.tensor2d([logits]))
      .dataSync();
    logits.forEach((_, index) => {
      const step = 1e-2;
      const moved = (by: number) => logits.map((z, at) => (at === index ? z + by : z));
      const slope = (value(moved(step)) - value(moved(-step))) / (2 * step);
      expect(Math.abs((gradient[index] as number) - slope)).toBeLessThan(1e-4);
    });
  });

  it('leaves no tensor behind', () => {
    const targets = oneHot([1, 2], 10);
    const logits = tf.randomNormal<tf.Rank.R2>([2, 10]);
    expectNoLeak(() => {
      tf.tidy(() => {
        tf.valueAndGrad((z: tf.Tensor) => crossEntropy(targets, z as tf.Tensor2D).sum())(logits);
      });
    });
  });
});
