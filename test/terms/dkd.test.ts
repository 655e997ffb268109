import { describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import type { TermInputs } from '../../lib/terms/term';
import { buildTerm } from '../../lib/terms/terms';

/** Value and gradient of the wrong classes' part alone, at temperature 1, of a row whose true class is the first. */
function wrongClasses(teacher: readonly number[], student: readonly number[]) {
  const settings = { kind: 'dkd', weight: 1, warmupEpochs: 0, temperature: 1 } as const;
  const term = buildTerm({ ...settings, alpha: 0, beta: 1 });
  const inputs = {
    teacherLogits: tf.tensor2d([[...teacher]]),
    labels: tf.oneHot([0], teacher.length, 1, 0, 'float32'),
  };
  const value = (studentLogits: tf.Tensor): tf.Tensor =>
    term.perExample({ ...inputs, studentLogits } as unknown as TermInputs, {});
  const { value: kept, grad } = tf.valueAndGrad(value)(tf.tensor2d([[...student]]));
  return { value: kept.dataSync()[0] as number, gradient: [...grad.dataSync()] };
}

/** KL of softmax over the wrong classes and its gradient q − p, in double precision. */
function exact(teacher: readonly number[], student: readonly number[]) {
  const probs = (logits: readonly number[]) => {
    const top = Math.max(...logits);
    const weights = logits.map((logit) => Math.exp(logit - top));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  };
  const [p, q] = [probs(teacher.slice(1)), probs(student.slice(1))];
  return {
    value: p.reduce((sum, one, at) => sum + one * Math.log(one / (q[at] as number)), 0),
    gradient: [0, ...p.map((one, at) => (q[at] as number) - one)],
  };
}

describe('decoupled distillation leaves the true class out of the wrong classes', () => {
  it.each([0, 9e3, 2e4, 1e6, 1e30, -1e6, -1e30])(
    'where its logit is %d in both networks',
    (top) => {
      const [teacher, student] = [
        [top, 2, 1, 0],
        [top, 1, 3, -1],
      ];
      const found = wrongClasses(teacher, student);
      const expected = exact(teacher, student);
      expect(found.value).toBeCloseTo(expected.value, 5);
      found.gradient.forEach((slope, place) => {
        expect(slope).toBeCloseTo(expected.gradient[place] as number, 6);
      });
    },
  );

  it('where all other logits are huge, and lie apart by little', () => {
    for (const shift of [2 ** 16, -(2 ** 16)]) {
      const [teacher, student] = [
        [0, shift + 2, shift + 1, shift],
        [5, shift + 1, shift + 3, shift - 1],
      ];
      const { value, gradient } = wrongClasses(teacher, student);
      // Up to the rounding of log-probabilities of this size, 1/256.
      expect(Math.abs(value - exact(teacher, student).value)).toBeLessThan(0.02);
      expect(gradient[0]).toBe(0);
    }
    const { value, gradient } = wrongClasses([0, 1e30, 1e30, 1e30], [0, -1e30, -1e30, -1e30]);
    expect(value).toBe(0);
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-6);
  });
});
