import { describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import type { ObjectiveInput } from '../../lib/recipes/objective';
import { studentAlone } from '../../lib/studies/original';
import { type StepSetup, trainingStep } from '../../lib/training/step';
import { meanTermGradients } from '../../lib/training/term-gradients';
import { setupOf } from '../support/training-setup';

const withoutDecay = { ...studentAlone.optimizer, weightDecay: 0 };
const hinton = { kind: 'logits', temperature: 4, softWeight: 0.7, hardWeight: 0.3 } as const;

const setup = (objective: ObjectiveInput): StepSetup =>
  setupOf(objective, { optimizer: withoutDecay });
const measured = { measureTerms: true };

function batch() {
  return {
    images: tf.randomNormal([8, 32, 32, 3], 0, 1, 'float32', 1).dataSync() as Float32Array,
    labels: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7),
    teacherLogits: tf.randomNormal([8, 10], 0, 3, 'float32', 2).dataSync() as Float32Array,
  };
}

const termsOf = (objective: ObjectiveInput) =>
  trainingStep(setup(objective), batch(), 1e-3, measured).terms;

describe('termGradients', () => {
  it('grow with the weight of their term alone', () => {
    const once = termsOf(hinton);
    const twice = termsOf({ ...hinton, softWeight: 1.4 });
    expect(twice?.norms.soft).toBeCloseTo(2 * (once?.norms.soft ?? 0), 5);
    expect(twice?.norms.hard).toBeCloseTo(once?.norms.hard ?? 0, 6);
    expect(twice?.cosines).toEqual({
      'hard, soft': expect.closeTo(once?.cosines['hard, soft'] ?? 0, 5),
    });
  });

  it('show the known mistakes: a soft term averaged over classes and without T² pulls 160 times less', () => {
    const sound = termsOf(hinton);
    const broken = termsOf({ ...hinton, overClasses: 'mean', timesSquaredTemperature: false });
    expect((sound?.norms.soft ?? 0) / (broken?.norms.soft ?? 1)).toBeCloseTo(160, 1);
  });

  it('make up the whole gradient: ‖a + b‖² = ‖a‖² + ‖b‖² + 2·‖a‖·‖b‖·cosine, a step of plain SGD', () => {
    const made = setup(hinton);
    let squares = 0;
    const optimizer = {
      ...made.optimizer,
      apply: (gradients: readonly (tf.Tensor | undefined)[]) => {
        for (const gradient of gradients) {
          for (const value of gradient?.dataSync() ?? []) squares += value * value;
        }
      },
    };
    const { terms } = trainingStep({ ...made, optimizer }, batch(), 1e-3, measured);
    const { hard = Number.NaN, soft = Number.NaN } = terms?.norms ?? {};
    expect(
      hard ** 2 + soft ** 2 + 2 * hard * soft * (terms?.cosines['hard, soft'] ?? 0),
    ).toBeCloseTo(squares, 4);
  });

  it('have the norm of the weights beside them', () => {
    const made = setup(hinton);
    const { trainable } = made.network;
    let squares = 0;
    for (const variable of trainable) {
      const value = variable.read();
      for (const weight of value.dataSync()) squares += weight * weight;
      value.dispose();
    }
    const { terms } = trainingStep(made, batch(), 1e-3, measured);
    expect(terms?.weightNorm).toBeCloseTo(Math.sqrt(squares), 4);
  });

  it('are not there for an objective of one term, or unless asked for', () => {
    expect(termsOf({ kind: 'labels' })).toBeUndefined();
    const { terms } = trainingStep(setup(hinton), batch(), 1e-3);
    expect(terms).toBeUndefined();
  });

  it('change no bit of training and leave no tensor behind', () => {
    const [looked, plain] = [setup(hinton), setup(hinton)];
    trainingStep(looked, batch(), 1e-3, measured);
    trainingStep(plain, batch(), 1e-3);
    expect(looked.network.weights()).toEqual(plain.network.weights());
    const images = batch();
    const before = tf.memory().numTensors;
    trainingStep(looked, images, 1e-3, measured);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('meanTermGradients', () => {
  it('is the mean of each number: (1 + 3)/2, (0.5 − 0.5)/2, (10 + 20)/2', () => {
    const one = { norms: { hard: 1, soft: 4 }, cosines: { both: 0.5 }, weightNorm: 10 };
    const other = { norms: { hard: 3, soft: 8 }, cosines: { both: -0.5 }, weightNorm: 20 };
    expect(meanTermGradients([one, other])).toEqual({
      norms: { hard: 2, soft: 6 },
      cosines: { both: 0 },
      weightNorm: 15,
    });
  });
});
