import { describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import { buildLoss } from '../../lib/losses/build';
import { klDivergence } from '../../lib/losses/logits';
import { type Loss, needsOf } from '../../lib/losses/loss';
import type { TermInputs } from '../../lib/terms/term';
import crossEntropies from '../golden/cross-entropy.json';
import logitsLosses from '../golden/logits-loss.json';
import { expectNoLeak, expectTensor, fromGolden } from '../support/golden-tensor';

const oneHot = (labels: number[]) => tf.oneHot(labels, 10).cast('float32') as tf.Tensor2D;

function termInputs(
  studentLogits: tf.Tensor2D,
  labels: tf.Tensor2D,
  teacher?: tf.Tensor2D,
): TermInputs {
  const none = (): never => {
    throw new Error('no features here');
  };
  return {
    studentLogits,
    labels,
    get teacherLogits(): tf.Tensor2D {
      if (teacher === undefined) throw new Error('no teacher here');
      return teacher;
    },
    studentFeature: none,
    teacherFeature: none,
  };
}

/** Losses an example and the gradient of their mean. */
function evaluate(loss: Loss, labels: number[], student: tf.Tensor2D, teacher?: tf.Tensor2D) {
  const at = (z: tf.Tensor) => {
    const inputs = termInputs(z as tf.Tensor2D, oneHot(labels), teacher);
    const values = loss.map(
      ({ term, weight }) => [term, term.perExample(inputs, {}), weight] as const,
    );
    const total = values.map(([, part, weight]) => part.mul(weight)).reduce((a, b) => a.add(b));
    const parts = Object.fromEntries(values.map(([term, part]) => [term.name, part]));
    return { total, parts };
  };
  const gradient = tf.grad((z: tf.Tensor) => at(z).total.mean())(student);
  return { ...at(student), gradient };
}

describe('the labels loss', () => {
  it.each(crossEntropies.cases)('equals PyTorch in value and gradient: $name', (golden) => {
    const loss = buildLoss({ kind: 'labels', smoothing: golden.smoothing });
    const logits = fromGolden<tf.Tensor2D>(crossEntropies.logits);
    const { total, gradient } = evaluate(loss, crossEntropies.labels, logits);
    expectTensor(total, golden.losses);
    expectTensor(gradient, golden.dlogits);
  });

  it.each(crossEntropies.cases)('is 0.3 times as large at weight 0.3: $name', (golden) => {
    const loss = buildLoss({ kind: 'labels', smoothing: golden.smoothing, weight: 0.3 });
    const logits = fromGolden<tf.Tensor2D>(crossEntropies.logits);
    const { total, parts, gradient } = evaluate(loss, crossEntropies.labels, logits);
    const weighted = ({ shape, values }: typeof golden.losses) => ({
      shape,
      values: values.map((value) => 0.3 * value),
    });
    expectTensor(total, weighted(golden.losses));
    expectTensor(gradient, weighted(golden.dlogits));
    expectTensor(parts.hard, golden.losses);
  });
});

describe('the logits loss', () => {
  it.each(logitsLosses.cases)('equals PyTorch in parts, total and gradient: $name', (golden) => {
    const { softWeight, hardWeight } = logitsLosses;
    const loss = buildLoss({
      kind: 'logits',
      temperature: golden.temperature,
      softWeight,
      hardWeight,
    });
    const student = fromGolden<tf.Tensor2D>(logitsLosses.studentLogits);
    const teacher = fromGolden<tf.Tensor2D>(logitsLosses.teacherLogits);
    const { total, parts, gradient } = evaluate(loss, logitsLosses.labels, student, teacher);
    expectTensor(parts.soft as tf.Tensor, golden.soft);
    expectTensor(parts.hard as tf.Tensor, golden.hard);
    expectTensor(total, golden.losses);
    expectTensor(gradient, golden.dstudent);
  });

  it.each(logitsLosses.cases)(
    'makes its two known mistakes when asked to: a tenth, a T²-th, or both: $name',
    (golden) => {
      const { temperature } = golden;
      const softPart = (mistakes: object) => {
        const loss = buildLoss({
          kind: 'logits',
          temperature,
          softWeight: 1,
          hardWeight: 0,
          ...mistakes,
        });
        const student = fromGolden<tf.Tensor2D>(logitsLosses.studentLogits);
        const teacher = fromGolden<tf.Tensor2D>(logitsLosses.teacherLogits);
        return evaluate(loss, logitsLosses.labels, student, teacher).total;
      };
      const { shape, values } = golden.soft;
      const scaled = (factor: number) => ({ shape, values: values.map((value) => value * factor) });
      const squared = temperature ** 2;
      expectTensor(softPart({ overClasses: 'mean' }), scaled(1 / 10));
      expectTensor(softPart({ timesSquaredTemperature: false }), scaled(1 / squared));
      expectTensor(
        softPart({ overClasses: 'mean', timesSquaredTemperature: false }),
        scaled(1 / (10 * squared)),
      );
    },
  );

  it('is zero when student equals teacher and labels do not count', () => {
    const loss = buildLoss({ kind: 'logits', temperature: 4, softWeight: 1, hardWeight: 0 });
    const logits = tf.randomNormal<tf.Rank.R2>([3, 10], 0, 3, 'float32', 1);
    const { total, gradient } = evaluate(loss, [0, 1, 2], logits, logits);
    expect(Math.max(...total.abs().dataSync())).toBeLessThan(1e-6);
    expect(Math.max(...gradient.abs().dataSync())).toBeLessThan(1e-7);
  });

  it('is T²·KL computed by hand for two classes', () => {
    // z = (4 ln 3, 0) at T = 4 gives p = (3/4, 1/4); equal logits give q = (1/2, 1/2).
    const kl = 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5);
    const teacher = tf.tensor2d([[4 * Math.log(3), 0]]);
    expect(klDivergence(teacher, tf.zeros([1, 2]), 4).dataSync()[0]).toBeCloseTo(kl, 6);
  });

  it('tends to half the squared distance of centred logits over the classes for high T', () => {
    // Hinton et al. (2015), equation 4: T²·KL -> Σ (z - v)² / (2·classes), both centred.
    const student = tf.tensor2d([[1, 0, -1]]);
    const teacher = tf.tensor2d([[2, 0, -2]]);
    const limit = (1 + 0 + 1) / (2 * 3);
    const temperature = 100;
    const value = klDivergence(teacher, student, temperature).dataSync()[0] as number;
    expect(Math.abs(value * temperature ** 2 - limit)).toBeLessThan(0.01);
  });

  it('is right to 1 % at the temperatures that its settings allow', () => {
    const [student, teacher] = [
      [2, 0, 0, 1, -1, 1, 3, -2, 3, -1],
      [3, -1, 0, 2, -3, 1, 2, -1, 5, -3],
    ];
    for (const temperature of [0.05, 0.5, 1, 4, 20, 100]) {
      const logProbs = (logits: readonly number[]) => {
        const scaled = logits.map((logit) => logit / temperature);
        const top = Math.max(...scaled);
        const weights = scaled.map((value) => Math.exp(value - top));
        return scaled.map((value) => value - top - Math.log(weights.reduce((a, b) => a + b)));
      };
      const [p, q] = [logProbs(teacher), logProbs(student)];
      const exact = p.reduce((sum, one, at) => sum + Math.exp(one) * (one - (q[at] as number)), 0);
      const [found] = klDivergence(
        tf.tensor2d([teacher]),
        tf.tensor2d([student]),
        temperature,
      ).dataSync();
      expect(Math.abs((found as number) / exact - 1), `T = ${temperature}`).toBeLessThan(0.01);
    }
  });

  it('gives the teacher no gradient: it stands outside the differentiated function', () => {
    const loss = buildLoss({ kind: 'logits', temperature: 2, softWeight: 1, hardWeight: 1 });
    expect(needsOf(loss).teacher).toBe(true);
    expect(() => evaluate(loss, [0], tf.zeros([1, 10]))).toThrow(/no teacher here/);
  });

  it('leaves no tensor behind', () => {
    const loss = buildLoss({ kind: 'logits', temperature: 4, softWeight: 0.7, hardWeight: 0.3 });
    const logits = tf.randomNormal<tf.Rank.R2>([3, 10]);
    expectNoLeak(() => {
      tf.tidy(() => {
        evaluate(loss, [0, 1, 2], logits, logits);
      });
    });
  });
});
