import { describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import type { TermInput } from '../../lib/terms/terms';
import type { Batch, PlainTensor } from '../../lib/training/step';
import { eagerStepper, graphStepper } from '../../lib/training/stepper';
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
];

const withTerm = (term: TermInput) =>
  setupOf({ kind: 'terms', terms: [{ kind: 'cross-entropy', weight: 1 }, term] });

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

  it('has no cosine with a term of weight 0, and never a 0/0', () => {
    const objective = { kind: 'logits', temperature: 4 } as const;
    for (const [softWeight, hardWeight] of [
      [1, 0],
      [0, 1],
      [0, 0],
    ] as const) {
      const setup = setupOf({ ...objective, softWeight, hardWeight });
      const { terms: measured } = eagerStepper(setup).step(batch, 1e-3, { measureTerms: true });
      expect(measured?.cosines).toEqual({});
      expect(Object.values(measured?.norms ?? {}).every(Number.isFinite)).toBe(true);
    }
  });

  it('names the layers there are when a term asks for another, or for a convolution without its bias', () => {
    const hint = (student: string): TermInput => ({
      kind: 'hint',
      weight: 1,
      student,
      teacher: 'stage2',
    });
    expect(() => withTerm(hint('relu9'))).toThrow(
      /no layer "relu9" to take features from; there are .*relu3/,
    );
    expect(() => withTerm(hint('conv1'))).toThrow(/no layer "conv1"/);
  });
});
