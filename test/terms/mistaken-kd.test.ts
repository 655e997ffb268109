import { describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import { type kdMistakes, mistakenKd } from '../../lib/terms/mistaken-kd';
import type { TermInputs } from '../../lib/terms/term';

const T = 3;
const student = [1.2, 1, -0.5, -1.7];
const teacher = [0.3, 3.1, 2.2, -4];

function softmax(logits: readonly number[], temperature: number): number[] {
  const exponentials = logits.map((logit) => Math.exp(logit / temperature));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / sum);
}

const sumOf = (terms: readonly number[]) => terms.reduce((a, b) => a + b);
const kl = (p: readonly number[], q: readonly number[]) =>
  sumOf(p.map((value, at) => value * Math.log(value / (q[at] as number))));

/** By their formulas, in double precision. */
const formulas: Record<(typeof kdMistakes)[number], (z: readonly number[]) => number> = {
  'roles-swapped': (z) => T * T * kl(softmax(z, T), softmax(teacher, T)),
  probabilities: (z) => {
    const [p, q] = [softmax(teacher, T), softmax(z, T)];
    return T * T * sumOf(p.map((value, at) => value * (Math.log(value) - (q[at] as number))));
  },
};

describe.each(Object.entries(formulas))('the mistake %s', (mistake, formula) => {
  const term = mistakenKd.build({
    kind: 'mistaken-kd',
    weight: 1,
    warmupEpochs: 0,
    temperature: T,
    mistake: mistake as keyof typeof formulas,
  });
  const values = (studentLogits: tf.Tensor2D) =>
    term.perExample({ studentLogits, teacherLogits: tf.tensor2d([teacher]) } as TermInputs, {});

  it('has the value of its formula', () => {
    expect(values(tf.tensor2d([student])).dataSync()[0]).toBeCloseTo(formula(student), 4);
  });

  it('has the gradient that finite differences of the formula find', () => {
    const gradient = tf.grad((z: tf.Tensor) => values(z as tf.Tensor2D).sum())(
      tf.tensor2d([student]),
    );
    const step = 1e-5;
    gradient.dataSync().forEach((slope, place) => {
      const moved = (by: number) => student.map((logit, at) => (at === place ? logit + by : logit));
      const difference = (formula(moved(step)) - formula(moved(-step))) / (2 * step);
      expect(slope).toBeCloseTo(difference, 4);
    });
  });
});
