import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { network } from '../../lib/engine/network';
import { buildLoss } from '../../lib/losses/build';
import { buildModel } from '../../lib/models/build';
import { type Recipe, recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import type { RunRecord } from '../../lib/store/run-record';
import { decodeCheckpoint } from '../../lib/training/checkpoint-file';
import { buildOwnWeights } from '../../lib/training/own-weights';
import { run } from '../../lib/training/run';
import { smallRecipe } from '../support/small-recipe';
import { stopInSecondEpoch } from '../support/training-runs';

const [runs, halved] = ['runs-', 'halved-'].map((name) => mkdtempSync(join(tmpdir(), name))) as [
  string,
  string,
];
afterAll(() => {
  for (const folder of [runs, halved]) rmSync(folder, { recursive: true, force: true });
});

const teacher: Recipe = recipe({ ...smallRecipe, name: 'small-teacher', epochs: 0 });

/** Learns from a network of its own kind, for speed. */
const hinted: Recipe = recipe({
  ...teacher,
  name: 'small-hinted',
  teacher: runId(teacher, 7),
  epochs: 2,
  objective: {
    kind: 'terms',
    terms: [
      { kind: 'cross-entropy', weight: 1 },
      { kind: 'hint', weight: 10, student: 'relu3', teacher: 'relu3' },
      { kind: 'dkd', weight: 0.5, temperature: 4, warmupEpochs: 2 },
    ],
  },
});
const id = runId(hinted, 0);

/** What a run leaves behind, its timings left out. */
function leftBy(folder: string) {
  const { timing: _, ...record } = JSON.parse(readFileSync(join(folder, id, 'run.json'), 'utf8'));
  const files = ['model.json', 'weights.bin', 'test-logits.bin'].map((name) =>
    readFileSync(join(folder, id, name)).toString('hex'),
  );
  return { record, files };
}

let record: RunRecord;
let taught: RunRecord;

beforeAll(async () => {
  taught = await run(teacher, 7, { runs });
  await run(teacher, 7, { runs: halved });
  record = await run(hinted, 0, { runs });
});

describe('a run whose loss has weights of its own', () => {
  it('leaves them out of the model that it deploys', () => {
    expect(record.parameters).toBe(106_826);
    const read = (ofRun: string, name: string) => readFileSync(join(runs, ofRun, name));
    expect(read(id, 'model.json').equals(read(taught.id, 'model.json'))).toBe(true);
    expect(read(id, 'weights.bin').length).toBe(read(taught.id, 'weights.bin').length);
    expect(read(id, 'model.json').toString()).not.toContain('hint');
  });

  it('raises the weight of a term that warms up from epoch to epoch', () => {
    const shares = record.history.map(({ trainingLoss, lossParts }) => {
      const { 'cross-entropy': hard = 0, hint = 0, dkd = Number.NaN } = lossParts;
      return (trainingLoss - hard - 10 * hint) / dkd;
    });
    expect(shares[0]).toBeCloseTo(0.25, 3);
    expect(shares[1]).toBeCloseTo(0.5, 3);
  });

  it('keeps them in its checkpoint, and ends with the same bytes when it is stopped and resumed', async () => {
    await stopInSecondEpoch(hinted, halved);
    const content = decodeCheckpoint(readFileSync(join(halved, id, '.checkpoint', 'state.bin')));
    if (content.kind === 'damaged') throw new Error(content.fault);
    const student = network(buildModel('student', 0));
    const at = student.variables.length;
    const own = buildOwnWeights(buildLoss(hinted.objective), { student, teacher: student }, 0);
    expect(own.all.length).toBe(2);
    own.all.forEach((variable, place) => {
      const saved = content.arrays[at + place];
      expect(saved?.length).toBe([64 * 64, 64][place]);
      expect(saved).not.toEqual(variable.read().dataSync());
    });
    // The optimiser has two slots for each of them, as for each of the network's.
    expect(content.arrays.length).toBe(at + 2 + 2 * (student.trainable.length + 2));
    const epochs: number[] = [];
    await run(hinted, 0, { runs: halved, onProgress: ({ epoch }) => void epochs.push(epoch) });
    expect(epochs[0]).toBe(2);
    expect(leftBy(halved)).toEqual(leftBy(runs));
  });
});

describe('a run that starts from another', () => {
  const second: Recipe = recipe({
    ...teacher,
    name: 'second-stage',
    startFrom: id,
    epochs: 0,
  });

  it('begins with its weights, whatever the seed', async () => {
    for (const seed of [0, 5]) {
      const started = await run(second, seed, { runs });
      expect(started.weightsChecksum).toBe(record.weightsChecksum);
      expect(started.startWeightsChecksum).toBe(record.weightsChecksum);
    }
    expect(record.weightsChecksum).not.toBe(taught.weightsChecksum);
  });

  it('trains on from there, by the epochs of its own recipe', async () => {
    const moved = recipe({ ...second, epochs: 1 });
    const { startFrom: _, ...fresh } = moved;
    const [one, other] = [await run(moved, 0, { runs }), await run(recipe(fresh), 0, { runs })];
    expect(one.history.map(({ epoch }) => epoch)).toEqual([1]);
    expect(other).not.toHaveProperty('startWeightsChecksum');
    const checksums = [one, other, record].map(({ weightsChecksum }) => weightsChecksum);
    expect(new Set(checksums).size).toBe(3);
  });

  it('has another id than a run that starts from the seed’s weights', () => {
    const { startFrom: _, ...fresh } = second;
    expect(runId(second, 0)).not.toBe(runId(recipe(fresh), 0));
  });

  it.each([
    ['another architecture', { model: 'airbench' }],
    ['another width', { width: 2 }],
  ] as const)('is refused where that one has %s', async (_, other) => {
    await expect(run(recipe({ ...second, ...other }), 0, { runs })).rejects.toThrow(
      `Recipe second-stage starts from ${id}, whose weights have other shapes; expected a run of the ` +
        `architecture "${'model' in other ? other.model : 'student'}"`,
    );
  });

  it('is refused where that one is missing, naming the command that trains it', async () => {
    const lost = recipe({ ...second, startFrom: 'small-hinted-0123abcd-s4' });
    await expect(run(lost, 0, { runs })).rejects.toThrow(
      /is missing\. Train it with: npm run train -- <the \.json file of its recipe> --seed 4/,
    );
  });
});
