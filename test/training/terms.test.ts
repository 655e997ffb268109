import { describe, expect, it } from 'vitest';
import { network } from '../../lib/engine/network';
import { tf } from '../../lib/engine/tensorflow';
import { buildLoss } from '../../lib/losses/build';
import { buildModel } from '../../lib/models/build';
import type { ObjectiveInput } from '../../lib/recipes/objective';
import { recipe } from '../../lib/recipes/recipe';
import { kdMistakes } from '../../lib/terms/mistaken-kd';
import type { Term, TermInputs } from '../../lib/terms/term';
import type { TermInput } from '../../lib/terms/terms';
import type { Dataset } from '../../lib/training/dataset';
import { buildOwnWeights } from '../../lib/training/own-weights';
import type { Batch, PlainTensor, StepSetup } from '../../lib/training/step';
import { eagerStepper, graphStepper } from '../../lib/training/stepper';
import { openTeacher } from '../../lib/training/teacher';
import { setupOf } from '../support/training-setup';

function normal(shape: readonly number[], seed: number): PlainTensor {
  const tensor = tf.randomNormal([...shape], 0, 1, 'float32', seed);
  const values = tensor.dataSync() as Float32Array;
  tensor.dispose();
  return { values, shape };
}

const batch: Batch = {
  images: normal([4, 32, 32, 3], 1).values,
  labels: Uint8Array.of(0, 1, 2, 3),
  teacherLogits: normal([4, 10], 2).values,
  teacherFeatures: {
    stage1: normal([4, 8, 8, 128], 3),
    stage2: normal([4, 4, 4, 256], 4),
    stage3: normal([4, 2, 2, 512], 5),
    features: normal([4, 512], 6),
  },
};

const pairs = [
  { student: 'relu2', teacher: 'stage1' },
  { student: 'relu4', teacher: 'stage3' },
];
const last = { student: 'relu4', teacher: 'stage3' };

const terms: readonly TermInput[] = [
  { kind: 'kd', weight: 1, temperature: 4 },
  { kind: 'dkd', weight: 1, temperature: 4, warmupEpochs: 5 },
  { kind: 'hint', weight: 100, student: 'relu3', teacher: 'stage2' },
  { kind: 'attention-transfer', weight: 1000, pairs },
  { kind: 'similarity-preserving', weight: 3000, ...last },
  { kind: 'pkt', weight: 30_000, student: 'features', teacher: 'features' },
  ...kdMistakes.map((mistake) => ({
    kind: 'mistaken-kd' as const,
    weight: 1,
    temperature: 4,
    mistake,
  })),
];

const crossEntropy = { kind: 'cross-entropy', weight: 1 } as const;
const withTerms = (all: TermInput[]) => setupOf({ kind: 'terms', terms: all });
const withTerm = (term: TermInput) => withTerms([crossEntropy, term]);

describe('training by a term beside cross-entropy', () => {
  it.each(terms)('$kind: a graph and kernel by kernel give the same bits', (term) => {
    const [one, other] = [withTerm(term), withTerm(term)];
    const [eager, graph] = [eagerStepper(one), graphStepper(other, [4])];
    graph.begin();
    for (const weight of [0.2, 0.4]) {
      const options = { measureTerms: true, termWeights: [1, weight] };
      expect(graph.step(batch, 1e-3, options)).toEqual(eager.step(batch, 1e-3, options));
    }
    graph.end();
    graph.dispose();
    expect(other.network.weights()).toEqual(one.network.weights());
  });

  it('takes the weight of a term that warms up from step to step', () => {
    const graph = graphStepper(withTerm(terms[1] as TermInput), [4]);
    graph.begin();
    const [less, more] = [0.2, 0.4].map((weight) =>
      graph.step(batch, 0, { measureTerms: true, termWeights: [1, weight] }),
    );
    graph.dispose();
    expect(more?.terms?.norms.dkd).toBeCloseTo(2 * (less?.terms?.norms.dkd ?? 0), 4);
  });

  it('trains the weights of a hint’s projection, which the deployed network does not have', () => {
    const setup = withTerm(terms[2] as TermInput);
    const before = setup.own.all.map((variable) => variable.read().dataSync().slice());
    eagerStepper(setup).step(batch, 1e-3);
    expect(setup.own.all.map(({ shape }) => shape)).toEqual([[64, 256], [256]]);
    setup.own.all.forEach((variable, place) => {
      expect(variable.read().dataSync()).not.toEqual(before[place]);
    });
    const trained = setup.network.trainable.reduce(
      (total, { shape }) => total + tf.util.sizeFromShape([...shape]),
      0,
    );
    expect(trained).toBe(106_826);
  });

  it('measures each term by name, and the angle between each pair of three', () => {
    const hint = { kind: 'hint', weight: 1, student: 'relu3', teacher: 'stage2' } as const;
    const similarity = { kind: 'similarity-preserving', weight: 3000, ...last } as const;
    const setup = withTerms([crossEntropy, hint, similarity]);
    const { parts, terms: measured } = eagerStepper(setup).step(batch, 0, { measureTerms: true });
    expect(Object.keys(parts)).toEqual(['cross-entropy', 'hint', 'similarity-preserving']);
    expect(Object.keys(measured?.norms ?? {})).toEqual(Object.keys(parts));
    expect(Object.values(measured?.norms ?? {}).every((norm) => norm > 0)).toBe(true);
    expect(Object.keys(measured?.cosines ?? {})).toEqual([
      'cross-entropy, hint',
      'cross-entropy, similarity-preserving',
      'hint, similarity-preserving',
    ]);
    for (const cosine of Object.values(measured?.cosines ?? {})) {
      expect(Math.abs(cosine)).toBeLessThan(1);
      expect(cosine).not.toBe(0);
    }
  });

  it('pulls at the layers up to the one that it looks at: one term’s gradient is that of training by it', () => {
    const hint = { kind: 'hint', weight: 2, student: 'relu3', teacher: 'stage2' } as const;
    const setup = withTerms([{ ...crossEntropy, weight: 0 }, hint]);
    const reached: boolean[] = [];
    let squares = 0;
    const optimizer = {
      ...setup.optimizer,
      apply: (gradients: readonly (tf.Tensor | undefined)[]) => {
        // What cross-entropy at weight 0 gives is zero; what the hint alone gives stops at relu3.
        for (const gradient of gradients.slice(0, setup.network.trainable.length)) {
          const values = gradient?.dataSync() ?? [];
          reached.push(values.some((value) => value !== 0));
          for (const value of values) squares += value * value;
        }
      },
    };
    const options = { measureTerms: true };
    const { terms: measured } = eagerStepper({ ...setup, optimizer }).step(batch, 0, options);
    expect(measured?.norms.hint).toBeCloseTo(Math.sqrt(squares), 4);
    expect(measured?.norms['cross-entropy']).toBe(0);
    expect(measured?.cosines).toEqual({});
    expect(reached.lastIndexOf(true)).toBeGreaterThan(0);
    expect(reached.slice(reached.lastIndexOf(true) + 1).length).toBeGreaterThanOrEqual(6);
  });

  it.each([eagerStepper, (setup: StepSetup) => graphStepper(setup, [4])])(
    'leaves no tensor behind (%#)',
    (stepperOf) => {
      const setup = withTerms([crossEntropy, ...terms]);
      const stepper = stepperOf(setup);
      stepper.begin();
      stepper.step(batch, 1e-3, { measureTerms: true });
      const before = tf.memory().numTensors;
      stepper.step(batch, 1e-3, { measureTerms: true });
      stepper.step(batch, 1e-3);
      expect(tf.memory().numTensors).toBe(before);
      stepper.end();
      stepper.dispose();
    },
  );

  it('has no cosine with a term of weight 0, and never a 0/0', () => {
    const objective = { kind: 'logits', temperature: 4 } as const;
    for (const [softWeight, hardWeight] of [
      [1, 0],
      [0, 1],
    ] as const) {
      const setup = setupOf({ ...objective, softWeight, hardWeight });
      const sums = eagerStepper(setup).step(batch, 1e-3, { measureTerms: true });
      expect(sums.terms?.cosines).toEqual({});
      expect((sums.terms?.norms.soft ?? Number.NaN) > 0).toBe(softWeight > 0);
      expect((sums.terms?.norms.hard ?? Number.NaN) > 0).toBe(hardWeight > 0);
      const { soft = Number.NaN, hard = Number.NaN } = sums.parts;
      expect(sums.loss).toBeCloseTo(softWeight * soft + hardWeight * hard, 4);
    }
  });

  it('names the layers there are when a term asks for another, or for a convolution without its bias', () => {
    const networks = {
      student: network(buildModel('student', 0)),
      teacher: network(buildModel('student', 1)),
    };
    const looking = (student: string, teacher: string) => {
      const layers = { student, teacher };
      const all: readonly TermInput[] = [
        { kind: 'hint', weight: 1, ...layers },
        { kind: 'attention-transfer', weight: 1, pairs: [layers] },
        { kind: 'similarity-preserving', weight: 1, ...layers },
        { kind: 'pkt', weight: 1, ...layers },
      ];
      return all.map((term) => () => {
        const loss = buildLoss({ kind: 'terms', terms: [crossEntropy, term] });
        buildOwnWeights(loss, networks, 0).dispose();
      });
    };
    for (const build of looking('relu9', 'relu2')) {
      expect(build).toThrow(/no layer "relu9" to take features from; there are .*relu3/);
    }
    for (const build of looking('conv1', 'relu2'))
      expect(build).toThrow(/layer "conv1" has no output of its own here.*from "norm1"/);
    for (const build of looking('relu2', 'stage1')) expect(build).toThrow(/no layer "stage1"/);
    for (const build of looking('relu2', 'relu3')) expect(build).not.toThrow();
  });

  it('refuses layers whose sizes do not divide, before any step', () => {
    const setup = withTerm({ kind: 'hint', weight: 1, student: 'relu3', teacher: 'stage2' });
    const teacherShape = (): readonly number[] => [7, 7, 256];
    expect(() => graphStepper({ ...setup, teacherShape }, [4])).toThrow(
      /Cannot average a map of 7x7 down to 4x4/,
    );
  });

  it.each([
    ['teacherLogits', /"curious" looks at teacherLogits, .*teacherLogits: true/],
    ['studentFeature', /"curious" looks at the student's layer "relu3", .*needs\.studentLayers/],
    ['teacherFeature', /"curious" looks at the teacher's layer "stage2", .*needs\.teacherLayers/],
  ] as const)(
    'reads no %s that its own needs do not name, though another term’s do',
    (what, message) => {
      const hint = { kind: 'hint', weight: 1, student: 'relu3', teacher: 'stage2' } as const;
      const setup = withTerms([{ kind: 'kd', weight: 1, temperature: 4 }, hint]);
      const read = {
        teacherLogits: ({ teacherLogits }: TermInputs): tf.Tensor => teacherLogits,
        studentFeature: ({ studentFeature }: TermInputs): tf.Tensor => studentFeature('relu3'),
        teacherFeature: ({ teacherFeature }: TermInputs): tf.Tensor => teacherFeature('stage2'),
      }[what];
      const perExample = (inputs: TermInputs): tf.Tensor1D =>
        read(inputs).reshape([4, -1]).mean<tf.Tensor1D>(1);
      const curious = (needs: Term['needs']) =>
        eagerStepper({
          ...setup,
          loss: [...setup.loss, { weight: 1, term: { name: 'curious', needs, perExample } }],
        });
      expect(() => curious({}).step(batch, 1e-3)).toThrow(message);
      const all = {
        teacherLogits: true,
        studentLayers: ['relu3'],
        teacherLayers: ['stage2'],
      } as const;
      expect(curious(all).step(batch, 1e-3).parts).toHaveProperty('curious');
    },
  );
});

describe('the teacher of a loss', () => {
  const learner = recipe({
    name: 'learner',
    model: 'student',
    objective: { kind: 'labels' },
    optimizer: { kind: 'adam', learningRate: 1e-3 },
    schedule: { kind: 'constant' },
    epochs: 1,
  });
  const dataset = { classNames: [] } as unknown as Dataset; // not looked at
  const needs = (teacherLayers: readonly string[]) => ({
    teacher: true,
    studentLayers: [],
    teacherLayers,
  });

  it('is missed before any step, by recipe and by training alike', async () => {
    for (const term of terms) {
      const objective: ObjectiveInput = { kind: 'terms', terms: [crossEntropy, term] };
      expect(() => recipe({ ...learner, objective })).toThrow(
        `objective "${term.kind}" learns from a teacher, but "teacher" is missing`,
      );
    }
    await expect(openTeacher({ recipe: learner, dataset, needs: needs([]) })).rejects.toThrow(
      /Recipe learner: the loss learns from a teacher, found none/,
    );
  });

  it('has no features when it is a function, and says which were asked for', async () => {
    const given = { logitsOf: () => new Float32Array(0) };
    await expect(
      openTeacher({ recipe: learner, dataset, needs: needs(['stage1', 'stage2']), given }),
    ).rejects.toThrow(/the teacher's layers stage1, stage2, but the given teacher is a function/);
  });
});
