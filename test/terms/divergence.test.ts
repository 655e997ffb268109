import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tf } from '../../lib/engine/tensorflow';
import type { TermInputs } from '../../lib/terms/term';
import { buildTerm, type TermInput, termSchema } from '../../lib/terms/terms';

const doubleSum = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);

/** T² · KL and its gradient T·(q − p), in double precision. */
function exact(teacher: readonly number[], student: readonly number[], temperature: number) {
  const logProbs = (logits: readonly number[]) => {
    const scaled = logits.map((logit) => logit / temperature);
    const top = Math.max(...scaled);
    const logSum = top + Math.log(doubleSum(scaled.map((value) => Math.exp(value - top))));
    return scaled.map((value) => value - logSum);
  };
  const [p, q] = [logProbs(teacher), logProbs(student)];
  const ratios = p.map((logP, place) => Math.exp(logP) * (logP - (q[place] ?? 0)));
  return {
    value: temperature ** 2 * doubleSum(ratios),
    gradient: p.map((logP, place) => temperature * (Math.exp(q[place] ?? 0) - Math.exp(logP))),
  };
}

function kd(teacher: readonly number[], student: readonly number[], temperature: number) {
  const term = buildTerm({ kind: 'kd', weight: 1, warmupEpochs: 0, temperature });
  const teacherLogits = tf.tensor2d([[...teacher]]);
  const value = (logits: tf.Tensor): tf.Tensor =>
    term.perExample({ studentLogits: logits, teacherLogits } as unknown as TermInputs, {});
  const { value: kept, grad } = tf.valueAndGrad(value)(tf.tensor2d([[...student]]));
  return { value: kept.dataSync()[0] as number, gradient: [...grad.dataSync()] };
}

/** Logits of teacher and student. */
const rows: readonly (readonly [string, readonly number[], readonly number[]])[] = [
  ['ordinary', [3, 1, -2, 0.5], [2, 1.5, -1, 0]],
  ['of ten classes', [3, -1, 0, 2, -3, 1, 2, -1, 5, -3], [2, 0, 0, 1, -1, 1, 3, -2, 3, -1]],
  ['apart', [12, -4, 0, 1], [-5, 9, 2, 0]],
  ['0.01 apart', [3, 1, -2, 0.5], [3.01, 0.99, -2, 0.5]],
  ['equal', [3, 1, -2, 0.5], [3, 1, -2, 0.5]],
  ['equal but for a constant', [3, 1, -2, 0.5], [7, 5, 2, 4.5]],
  ['of a teacher that does not know', [1, 1, 1, 1], [2, 1.5, -1, 0]],
  ['peaked in both', [40, 0, 0, 0], [35, 1, 0, 0]],
  ['peaked in the teacher', [40, 0, 0, 0], [1, 2, 0, 0]],
  ['peaked in the student', [1, 2, 0, 0], [40, 0, 0, 0]],
  ['peaked at different classes', [100, 0, -50, 3], [0, 90, 2, -40]],
];
const temperatures = [0.05, 0.5, 1, 4, 20, 100, 1000];

describe.each(rows)('the divergence of rows %s', (_, teacher, student) => {
  it.each(temperatures)('is right to 0.1 %% and never negative at T = %d', (temperature) => {
    const { value: expected } = exact(teacher, student, temperature);
    const { value } = kd(teacher, student, temperature);
    const roundingOfDoubles = 1e-14 * temperature ** 2;
    expect(Math.abs(value - expected)).toBeLessThan(1e-3 * expected + roundingOfDoubles);
    expect(value).toBeGreaterThanOrEqual(0);
  });

  it.each(temperatures)('has the gradient T·(q − p), to 1e-7·T, at T = %d', (temperature) => {
    const { gradient: expected } = exact(teacher, student, temperature);
    kd(teacher, student, temperature).gradient.forEach((slope, place) => {
      expect(Math.abs(slope - (expected[place] ?? Number.NaN))).toBeLessThan(1e-7 * temperature);
    });
  });
});

describe('the divergence of knowledge distillation', () => {
  it('has for a batch the gradient T·(q − p)/b of the mean', () => {
    const [[, teacher, student], [, otherTeacher, otherStudent]] = [rows[0], rows[2]] as [
      (typeof rows)[number],
      (typeof rows)[number],
    ];
    const term = buildTerm({ kind: 'kd', weight: 1, warmupEpochs: 0, temperature: 4 });
    const teacherLogits = tf.tensor2d([[...teacher], [...otherTeacher]]);
    const mean = (logits: tf.Tensor): tf.Tensor =>
      term.perExample({ studentLogits: logits, teacherLogits } as unknown as TermInputs, {}).mean();
    const found = tf
      .grad(mean)(tf.tensor2d([[...student], [...otherStudent]]))
      .dataSync();
    const expected = [
      ...exact(teacher, student, 4).gradient,
      ...exact(otherTeacher, otherStudent, 4).gradient,
    ];
    expected.forEach((slope, place) => {
      expect(found[place]).toBeCloseTo(slope / 2, 6);
    });
  });

  it.each(['kd', 'dkd'])(
    'is refused at temperatures where it would not be accurate, naming the field and its limits: %s',
    (kind) => {
      const refusal = (temperature: number): string => {
        const parsed = termSchema.safeParse({ kind, weight: 1, temperature } as TermInput);
        return parsed.success ? 'accepted' : z.prettifyError(parsed.error);
      };
      for (const temperature of [1e-39, 0, 0.01, 0.0499]) {
        expect(refusal(temperature)).toMatch(/>=0\.05.*at temperature/s);
      }
      for (const temperature of [1001, 1e4, 1e20]) {
        expect(refusal(temperature)).toMatch(/<=1000.*at temperature/s);
      }
      for (const temperature of [Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(refusal(temperature)).toMatch(/at temperature/);
      }
      for (const temperature of [0.05, 1000]) expect(refusal(temperature)).toBe('accepted');
    },
  );
});
