import { describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import type { ObjectiveInput } from '../../lib/recipes/objective';
import type { Optimizer } from '../../lib/recipes/recipe';
import { studentAlone } from '../../lib/studies/original';
import { teacherStrong } from '../../lib/studies/strong-teacher/study';
import { stateVariables } from '../../lib/training/state';
import type { Batch, StepSetup, StepSums } from '../../lib/training/step';
import { eagerStepper, graphStepper, type Stepper, stepperFor } from '../../lib/training/stepper';
import { bitsOf } from '../support/bits';
import { setupOf } from '../support/training-setup';

const hinton: ObjectiveInput = {
  kind: 'logits',
  temperature: 4,
  softWeight: 0.7,
  hardWeight: 0.3,
};
const { optimizer: adam } = studentAlone;
const byGroup = teacherStrong.optimizer as Extract<Optimizer, { kind: 'sgd-by-group' }>;
const sgd: Optimizer = { kind: 'sgd', learningRate: 1e-2, weightDecay: 1e-4, momentum: 0.9 };

function batch(seed: number, count: number): Batch {
  const normal = (shape: number[]) => {
    const tensor = tf.randomNormal(shape, 0, 1, 'float32', seed + 1); // 0 would be no seed
    const values = tensor.dataSync() as Float32Array;
    tensor.dispose();
    return values;
  };
  return {
    images: normal([count, 32, 32, 3]),
    labels: Uint8Array.from({ length: count }, (_, index) => (index * 7 + seed) % 10),
    teacherLogits: normal([count, 10]),
  };
}

/** Five steps, two of them on a smaller batch, one with the terms' gradients. */
function fiveSteps(stepper: Stepper): StepSums[] {
  stepper.begin();
  const sums = [8, 3, 8, 3, 8].map((count, index) =>
    stepper.step(batch(index, count), 1e-3 * (index + 1), { measureTerms: index === 2 }),
  );
  stepper.end();
  return sums;
}

/** A hash of every variable's bits; the values themselves are millions. */
function stateOf(setup: StepSetup): string[] {
  return stateVariables(setup).map((variable) => bitsOf(variable.read()));
}

describe('graphStepper', () => {
  it.each([
    ['student', hinton, { optimizer: adam }],
    ['student', { kind: 'labels', smoothing: 0.1 }, { optimizer: sgd }],
    ['student', { kind: 'labels' }, { optimizer: adam, batchStatistics: 'two-stage' }],
    ['teacher', { kind: 'labels' }, { optimizer: adam }],
    [
      'airbench',
      { kind: 'labels', smoothing: 0.2 },
      { optimizer: { ...byGroup, whitenBiasEpochs: 1 } },
    ],
  ] as const)(
    '%s, %o, %o: same bits as kernel by kernel',
    (model, objective, options) => {
      const [one, other] = [
        setupOf(objective, { model, ...options }),
        setupOf(objective, { model, ...options }),
      ];
      const graph = graphStepper(other, [8, 3]);
      expect(fiveSteps(graph)).toEqual(fiveSteps(eagerStepper(one)));
      expect(stateOf(other)).toEqual(stateOf(one));
      expect(other.optimizer.steps()).toBe(5);
      graph.dispose();
    },
    180_000, // the teacher is slow on a busy machine
  );

  it('changes nothing by being made', () => {
    const setup = setupOf(hinton);
    const before = stateOf(setup);
    graphStepper(setup, [4]).dispose();
    expect(stateOf(setup)).toEqual(before);
    expect(setup.optimizer.steps()).toBe(0);
  });

  it('takes up weights that were changed in between', () => {
    const [one, other] = [setupOf(hinton), setupOf(hinton)];
    const [graph, eager] = [graphStepper(other, [8, 3]), eagerStepper(one)];
    fiveSteps(graph);
    fiveSteps(eager);
    const weights = one.network.weights().map((values) => values.map((value) => value / 2));
    for (const { network: made } of [one, other]) made.setWeights(weights);
    expect(fiveSteps(graph)).toEqual(fiveSteps(eager));
    expect(stateOf(other)).toEqual(stateOf(one));
  });

  it('hands over what it has when it is disposed of in the middle of an epoch', () => {
    const [one, other] = [setupOf(hinton), setupOf(hinton)];
    const [graph, eager] = [graphStepper(other, [8, 3]), eagerStepper(one)];
    for (const stepper of [graph, eager]) {
      stepper.begin();
      stepper.step(batch(0, 8), 1e-3);
    }
    graph.dispose();
    expect(stateOf(other)).toEqual(stateOf(one));
    expect(other.optimizer.steps()).toBe(1);
  });

  it('says which batch sizes it knows', () => {
    const graph = graphStepper(setupOf(hinton), [8, 3]);
    graph.begin();
    expect(() => graph.step(batch(0, 4), 1e-3)).toThrow(/batch of 4.*8, 3/);
  });

  it('leaves no tensor behind', () => {
    const setup = setupOf(hinton);
    const before = tf.memory().numTensors;
    const graph = graphStepper(setup, [8, 3]);
    fiveSteps(graph);
    graph.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('stepperFor', () => {
  const sizes = [4];
  it('takes no graph where a loss does not say that it can be traced', () => {
    const setup = setupOf({ kind: 'labels' });
    const reading = (traceable: boolean): StepSetup['loss'] =>
      setup.loss.map(({ term, weight }) => ({
        weight,
        term: {
          ...term,
          traceable,
          perExample: (inputs, own) => {
            inputs.studentLogits.dataSync();
            return term.perExample(inputs, own);
          },
        },
      }));
    const stepper = stepperFor({ ...setup, loss: reading(false) }, sizes);
    stepper.begin();
    expect(stepper.step(batch(0, 4), 1e-3).loss).toBeGreaterThan(0);
    const before = stateOf(setup);
    expect(() => stepperFor({ ...setup, loss: reading(true) }, sizes)).toThrow(
      /reads the values of a tensor/,
    );
    expect(stateOf(setup)).toEqual(before);
    expect(setup.optimizer.steps()).toBe(1);
  });
});
