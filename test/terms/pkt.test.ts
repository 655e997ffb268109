import { describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import type { TermInputs } from '../../lib/terms/term';
import { buildTerm } from '../../lib/terms/terms';

const term = buildTerm({
  kind: 'pkt',
  weight: 1,
  warmupEpochs: 0,
  student: 'features',
  teacher: 'features',
});

function values(student: tf.Tensor, teacher: tf.Tensor): tf.Tensor1D {
  const features = { studentFeature: () => student, teacherFeature: () => teacher };
  return term.perExample(features as unknown as TermInputs, {});
}

describe('PKT', () => {
  it('is the mean of P·log(P/Q) computed by hand for two examples', () => {
    // Student's features at right angles: similarities 1 and 1/2, so Q = (2/3, 1/3) and (1/3, 2/3).
    // Teacher's are the same twice: P = 1/2 throughout.
    const student = tf.tensor2d([
      [3, 0],
      [0, 5],
    ]);
    const teacher = tf.tensor2d([
      [1, 1],
      [2, 2],
    ]);
    const expected = 0.5 * (0.5 * Math.log(0.5 / (2 / 3)) + 0.5 * Math.log(0.5 / (1 / 3)));
    for (const value of values(student, teacher).dataSync()) expect(value).toBeCloseTo(expected, 6);
  });

  it('is zero, with a gradient of zero, when the networks see the same similarities', () => {
    const features = tf.randomNormal<tf.Rank.R2>([4, 6], 0, 1, 'float32', 1);
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => values(x, features.mul(7)).sum())(
      features,
    );
    expect(Math.abs(value.dataSync()[0] as number)).toBeLessThan(1e-6);
    expect(Math.max(...grad.abs().dataSync())).toBeLessThan(1e-6);
  });

  it('has the gradient that finite differences find', () => {
    const [student, teacher] = [2, 3].map((seed) =>
      tf.randomNormal<tf.Rank.R2>([3, 4], 0, 1, 'float32', seed),
    ) as [tf.Tensor2D, tf.Tensor2D];
    const total = (x: tf.Tensor): tf.Tensor => values(x, teacher).mean();
    const gradient = tf.grad(total)(student).dataSync();
    const step = 1e-2;
    gradient.forEach((slope, place) => {
      const nudge = tf.oneHot(place, 12).mul(step).reshape([3, 4]);
      const [up, down] = [student.add(nudge), student.sub(nudge)].map(
        (x) => total(x).dataSync()[0],
      );
      expect(((up ?? 0) - (down ?? 0)) / (2 * step)).toBeCloseTo(slope, 4);
    });
  });
});
