import { describe, expect, it } from 'vitest';
import type { Network } from '../../lib/engine/network';
import { tf } from '../../lib/engine/tensorflow';
import { buildLoss } from '../../lib/losses/build';
import { needsOf } from '../../lib/losses/loss';
import type { TermInputs } from '../../lib/terms/term';
import { buildTerm, type TermInput } from '../../lib/terms/terms';
import { type Objective, objectiveValues } from '../../lib/training/objective';
import { expectNoLeak, fromGolden, type GoldenTensor } from '../support/golden-tensor';
import golden from './golden/terms.json';

interface Case {
  readonly name: string;
  readonly settings: TermInput;
  readonly values: GoldenTensor;
  readonly inputs: Tensors;
  readonly gradients: Tensors;
}

/** By "studentLogits", "teacherLogits", "student <layer>", "teacher <layer>", or the name of an own weight. */
type Tensors = Readonly<Record<string, GoldenTensor>>;

const cases = golden.cases as unknown as readonly (Omit<Case, 'settings'> & {
  readonly settings: Omit<TermInput, 'weight'>;
})[];

const outputLayer = 'logits';

/** The term of a case alone, as training sees it. */
function objectiveOf({ settings, inputs }: Case): Objective {
  const loss = buildLoss({ kind: 'terms', terms: [settings] });
  const made = Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => [name, fromGolden(tensor)]),
  );
  const layersOf = (network: string, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, made[`${network} ${name}`] as tf.Tensor]));
  const own = Object.entries(made).filter(([name]) => /^(kernel|bias)$/.test(name));
  const noLogits = tf.zeros<tf.Rank.R2>([golden.labels.length, 10]);
  return {
    loss,
    network: { outputLayer } as Network,
    studentLogits: (made.studentLogits as tf.Tensor2D | undefined) ?? noLogits,
    labels: tf.oneHot(golden.labels, 10, 1, 0, 'float32') as tf.Tensor2D,
    teacherLogits: made.teacherLogits as tf.Tensor2D | undefined,
    studentFeatures: layersOf('student', needsOf(loss).studentLayers),
    teacherFeatures: layersOf('teacher', needsOf(loss).teacherLayers),
    own: [Object.fromEntries(own)],
    weights: loss.map(({ weight }) => weight),
  };
}

/** A term's gradients by the names that the golden file has for them. */
function gradientsOf(objective: Objective): Readonly<Record<string, tf.Tensor | undefined>> {
  const { outputGradients, ownGradients } = objectiveValues(objective);
  const own = Object.keys(objective.own[0] ?? {});
  return Object.fromEntries([
    ...Object.entries(outputGradients).map(([layer, gradient]) => [
      layer === outputLayer ? 'studentLogits' : `student ${layer}`,
      gradient,
    ]),
    ...own.map((name, place) => [name, ownGradients[place]]),
  ]);
}

/** Holds when each value is within 1e-5 of the largest. */
function expectClose(actual: tf.Tensor | undefined, expected: GoldenTensor): void {
  expect(actual?.shape).toEqual(expected.shape);
  const largest = Math.max(...expected.values.map(Math.abs));
  const found = actual?.dataSync() ?? [];
  expected.values.forEach((value, at) => {
    const difference = Math.abs((found[at] as number) - value);
    expect(difference, `value ${at}: ${found[at]} against ${value}`).toBeLessThan(1e-5 * largest);
  });
}

describe('every term', () => {
  it.each(cases.map((one) => ({ ...one, settings: { ...one.settings, weight: 1 } as TermInput })))(
    'is what its paper says, in value and gradient: $name',
    (one) => {
      tf.tidy(() => {
        const objective = objectiveOf(one);
        const { parts } = objectiveValues(objective);
        const [term] = objective.loss;
        expectClose(parts[term?.term.name ?? ''], one.values);
        const gradients = gradientsOf(objective);
        // Nothing of the teacher is among them.
        expect(Object.keys(gradients).sort()).toEqual(Object.keys(one.gradients).sort());
        for (const [name, expected] of Object.entries(one.gradients)) {
          expectClose(gradients[name], expected);
        }
      });
    },
  );

  it.each(cases.map((one) => ({ ...one, settings: { ...one.settings, weight: 3 } as TermInput })))(
    'has three times the gradient, and the same value in the record, at weight 3: $name',
    (one) => {
      tf.tidy(() => {
        const objective = objectiveOf(one);
        const { parts, total } = objectiveValues(objective);
        expectClose(Object.values(parts)[0], one.values);
        expectClose(total.div(3), one.values);
        const gradients = gradientsOf(objective);
        for (const [name, expected] of Object.entries(one.gradients)) {
          expectClose(gradients[name]?.div(3), expected);
        }
      });
    },
  );

  it('leaves no tensor behind', () => {
    expectNoLeak(() => {
      for (const one of cases) {
        const settings = { ...one.settings, weight: 1 } as TermInput;
        tf.tidy(() => void objectiveValues(objectiveOf({ ...one, settings })));
      }
    });
  });
});

describe('a pair of layers', () => {
  const own = { kernel: tf.zeros([3, 5]), bias: tf.zeros([5]) };
  const term = buildTerm({ kind: 'hint', weight: 1, warmupEpochs: 0, student: 'a', teacher: 'b' });
  const hint = (student: readonly number[], teacher: readonly number[]) => () => {
    const features = {
      studentFeature: () => tf.zeros([...student]),
      teacherFeature: () => tf.zeros([...teacher]),
    };
    return term.perExample(features as unknown as TermInputs, own);
  };

  it('is refused where one side does not divide the other, with both sizes', () => {
    expect(hint([2, 4, 4, 3], [2, 7, 7, 5])).toThrow(
      /Cannot average a map of 7x7 down to 4x4: .*choose another pair of layers/,
    );
    expect(hint([2, 8, 8, 3], [2, 3, 3, 5])).toThrow(/a map of 8x8 down to 3x3/);
  });

  it('is refused where one is no map, with its shape', () => {
    expect(hint([2, 3], [2, 4, 4, 5])).toThrow(
      /Expected a feature map \[batch, height, width, channels\], found \[2,3\]; choose a layer before/,
    );
  });
});
