import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tf } from '../../lib/engine/tensorflow';
import { buildModel } from '../../lib/models/build';
import { recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import type { Term } from '../../lib/terms/term';
import { run } from '../../lib/training/run';
import { type TrainOptions, train } from '../../lib/training/train';
import { smallRecipe } from '../support/small-recipe';

const runs = mkdtempSync(join(tmpdir(), 'leaks-'));
afterAll(() => rmSync(runs, { recursive: true, force: true }));

const small = recipe({ ...smallRecipe, epochs: 1 });
const taught = recipe({
  ...smallRecipe,
  name: 'taught',
  epochs: 1,
  objective: { kind: 'logits', temperature: 4, softWeight: 0.7, hardWeight: 0.3 },
  teacher: runId(small, 0),
});
const wider = recipe({ ...small, name: 'wider', width: 2, startFrom: runId(small, 0) });
const missing = recipe({ ...taught, teacher: 'gone-0123abcd-s0' });
const lost = recipe({ ...small, name: 'lost', startFrom: 'gone-0123abcd-s0' });

const late: Term = {
  name: 'late',
  needs: {},
  ownWeights: () => {
    throw new Error('no such weight');
  },
  perExample: () => tf.zeros([1]),
};
const weighted: Term = {
  ...late,
  name: 'weighted',
  ownWeights: () => ({ projection: { shape: [2, 2], fanIn: 2 } }),
};
const both = [
  { term: weighted, weight: 1 },
  { term: late, weight: 1 },
];
const features: Term = { ...weighted, needs: { studentLayers: ['none'] } };

beforeAll(async () => {
  await run(small, 0, { runs });
});

/** What a failed training leaves behind, in tensors. */
async function leftBy(of: typeof small, options: TrainOptions): Promise<number> {
  const before = tf.memory().numTensors;
  await expect(train(of, 0, { runs, ...options })).rejects.toThrow();
  return tf.memory().numTensors - before;
}

describe('a training that fails before its first step leaves no tensor behind', () => {
  it.each<[string, typeof small, TrainOptions]>([
    ['the teacher is missing', missing, {}],
    ['the run to start from is missing', lost, {}],
    ['the run to start from has other shapes', wider, {}],
    ['a term’s own weights cannot be made', small, { loss: both }],
    ['the student lacks a layer', small, { loss: [{ term: features, weight: 1 }] }],
  ])('when %s', async (_, of, options) => {
    expect(await leftBy(of, options)).toBe(0);
  });

  it('when the given network or teacher has other outputs, or layers that the engine does not know', async () => {
    const five = buildModel('student', 0, { classes: 5 });
    const unknown = tf.sequential({
      layers: [
        tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [32, 32, 3] }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 10 }),
      ],
    });
    for (const model of [five, unknown]) {
      expect(await leftBy(small, { model })).toBe(0);
      expect(await leftBy(taught, { teacher: model })).toBe(0);
      model.dispose();
    }
  });

  it('when the teacher’s cache cannot be opened', async () => {
    const place = mkdtempSync(join(tmpdir(), 'leaks-'));
    mkdirSync(join(place, 'runs'));
    writeFileSync(join(place, 'runs', '.teacher-logits'), '');
    const model = buildModel('student', 1);
    const options = { teacher: model, runs: join(place, 'runs') };
    expect(await leftBy(taught, options)).toBe(0);
    model.dispose();
    rmSync(place, { recursive: true });
  });

  it('when the checkpoint says no, and nothing is trained', async () => {
    const refuse = () => {
      throw new Error('begun elsewhere');
    };
    expect(await leftBy(taught, { onStart: refuse })).toBe(0);
  });
});
