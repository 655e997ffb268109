import { describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import type { TermInputs } from '../../lib/terms/term';
import { buildTerm, termSchema } from '../../lib/terms/terms';

/** T² · KL in double precision. */
function exact(
  teacher: readonly number[],
  student: readonly number[],
  temperature: number,
): number {
  const logProbs = (logits: readonly number[]) => {
    const scaled = logits.map((logit) => logit / temperature);
    const top = Math.max(...scaled);
    const logSum = top + Math.log(scaled.reduce((sum, value) => sum + Math.exp(value - top), 0));
    return scaled.map((value) => value - logSum);
  };
  const [p, q] = [logProbs(teacher), logProbs(student)];
  const kl = p.reduce((sum, logP, place) => sum + Math.exp(logP) * (logP - (q[place] ?? 0)), 0);
  return temperature ** 2 * kl;
}

function kd(teacher: readonly number[], student: readonly number[], temperature: number) {
  const term = buildTerm({ kind: 'kd', weight: 1, warmupEpochs: 0, temperature });
  const teacherLogits = tf.tensor2d([[...teacher]]);
  const value = (logits: tf.Tensor): tf.Tensor =>
    term.perExample({ studentLogits: logits, teacherLogits } as unknown as TermInputs, {});
  const { value: kept, grad } = tf.valueAndGrad(value)(tf.tensor2d([[...student]]));
  return { value: kept.dataSync()[0] as number, gradient: [...grad.dataSync()] };
}

const rows = [
  [
    [3, 1, -2, 0.5],
    [2, 1.5, -1, 0],
  ],
  [
    [12, -4, 0, 1],
    [-5, 9, 2, 0],
  ],
] as const;

describe('the divergence of knowledge distillation', () => {
  it.each([0.05, 0.5, 1, 4, 20, 100, 1000])('is right to 0.1 %% at T = %d', (temperature) => {
    for (const [teacher, student] of rows) {
      const expected = exact(teacher, student, temperature);
      const { value } = kd(teacher, student, temperature);
      expect(Math.abs(value / expected - 1)).toBeLessThan(1e-3);
    }
  });

  it('is never negative, and zero with a gradient of zero for equal logits', () => {
    for (const temperature of [0.05, 1, 1000]) {
      const { value, gradient } = kd(rows[0][0], rows[0][0], temperature);
      expect(value).toBe(0);
      for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-3);
    }
  });

  it('has the gradient T·(q − p)', () => {
    const [teacher, student] = rows[0];
    const softmax = (logits: readonly number[]) => {
      const powers = logits.map((logit) => Math.exp(logit / 4));
      return powers.map((power) => power / powers.reduce((sum, value) => sum + value, 0));
    };
    const [p, q] = [softmax(teacher), softmax(student)];
    kd(teacher, student, 4).gradient.forEach((slope, place) => {
      expect(slope).toBeCloseTo(4 * ((q[place] ?? 0) - (p[place] ?? 0)), 5);
    });
  });

  it('is refused at temperatures where it would not be accurate', () => {
    for (const temperature of [1e-39, 0.01, 1e4, 1e20]) {
      expect(termSchema.safeParse({ kind: 'kd', weight: 1, temperature }).success).toBe(false);
    }
  });
});
