import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildModel } from '../../lib/models/build';
import { type Recipe, recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import { testPredictions } from '../../lib/results/test-outputs';
import { testAnswers } from '../../lib/statistics/test-answers';
import { readRunById } from '../../lib/store/run-store';
import { readTestAnswers } from '../../lib/store/test-answers';
import { readTestLogits } from '../../lib/store/test-logits';
import { teacherOriginal } from '../../lib/studies/original';
import { teacherStrong } from '../../lib/studies/strong-teacher/study';
import { loadDataset } from '../../lib/training/dataset';
import { predictLogits, score } from '../../lib/training/evaluate';
import { runOwner } from '../../lib/training/lock';
import { loadModel } from '../../lib/training/model-files';
import { run } from '../../lib/training/run';
import { runFolders, stopInSecondEpoch } from '../support/training-runs';

const freshFolder = runFolders();

const small: Recipe = recipe({
  name: 'small',
  model: 'student',
  objective: { kind: 'labels' },
  optimizer: { kind: 'adam', learningRate: 1e-3, weightDecay: 1e-4 },
  schedule: { kind: 'step', every: 2, factor: 0.1 },
  augmentation: { crop: 4, padding: 'zero', flip: true },
  batchSize: 32,
  epochs: 3,
  limit: { training: 100, validation: 50, test: 60 },
});
const id = runId(small, 0);

/** What a run leaves behind, its timings left out. */
function bytesOf(runs: string, ofRun = id) {
  const read = (name: string) => readFileSync(join(runs, ofRun, name));
  const { timing, ...record } = JSON.parse(read('run.json').toString());
  expect(timing.epochs.length).toBe(record.recipe.epochs);
  return {
    record,
    files: ['model.json', 'weights.bin', 'test-logits.bin'].map((name) =>
      read(name).toString('hex'),
    ),
  };
}

/** Trains `small` in a process of its own, which can be killed. */
function trainInChild(runs: string) {
  const program = `
    const { run } = require('./lib/training/run');
    run(${JSON.stringify(small)}, 0, { runs: ${JSON.stringify(runs)}, onProgress: (p) => {
      console.log(p.epoch + '.' + p.step);
    } }).catch((error) => { console.error(error.message); process.exit(1); });`;
  return spawn(process.execPath, ['--import', 'tsx', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const undisturbed = freshFolder();

describe('run', () => {
  it('trains, writes weights, logits and record, and ends with a record that holds what happened', async () => {
    const seen: string[] = [];
    const record = await run(small, 0, {
      runs: undisturbed,
      onProgress: ({ epoch, step, steps }) => void seen.push(`${epoch}.${step}/${steps}`),
    });
    expect(seen).toEqual([1, 2, 3].flatMap((e) => [1, 2, 3, 4].map((s) => `${e}.${s}/4`)));
    expect(record.id).toBe(id);
    expect(record.parameters).toBe(106_826);
    expect(record.images).toEqual({ training: 100, validation: 50, test: 60 });
    expect(record.history.map(({ learningRate }) => learningRate)).toEqual([1e-3, 1e-3, 1e-4]);
    expect(
      record.history.map(({ lossParts, trainingLoss }) => lossParts.hard === trainingLoss),
    ).toEqual([true, true, true]);
    expect(existsSync(join(undisturbed, id, '.checkpoint'))).toBe(false);
    expect(existsSync(join(undisturbed, id, '.lock'))).toBe(false);
  });

  it('loads the run that is there instead of training again', async () => {
    const record = await run(small, 0, {
      runs: undisturbed,
      onProgress: () => {
        throw new Error('trained again');
      },
    });
    expect(record.id).toBe(id);
  });

  it('leaves weights from which its test accuracy comes out again', async () => {
    const { test } = await loadDataset(small);
    const logits = await predictLogits(await loadModel(id, undisturbed), test);
    const { record } = bytesOf(undisturbed);
    expect(score(logits, test.labels).accuracy).toBe(record.final.testAccuracy);
    expect(score(readTestLogits(id, undisturbed), test.labels).accuracy).toBe(
      record.final.testAccuracy,
    );
  });

  it('ends with the same bytes when it is made twice', async () => {
    const runs = freshFolder();
    await run(small, 0, { runs });
    expect(bytesOf(runs)).toEqual(bytesOf(undisturbed));
  });

  it('keeps record and logits alone when asked to, and both are those of a run with its weights', async () => {
    const runs = freshFolder();
    await run(small, 0, { runs, recordOnly: true });
    expect(readdirSync(join(runs, id)).sort()).toEqual(['run.json', 'test-logits.bin']);
    const { timing: _, ...record } = readRunById(id, runs);
    expect(record).toEqual(bytesOf(undisturbed).record);
    expect(readTestLogits(id, runs)).toEqual(readTestLogits(id, undisturbed));
    await expect(loadModel(id, runs)).rejects.toThrow(
      /only the record of this run is here.*npm run reproduce -- small-[0-9a-f]{8}-s0 --keep/s,
    );
  });

  it('keeps class and probabilities in the place of logits when asked to, and both for a comparison', async () => {
    const [runs, both] = [freshFolder(), freshFolder()];
    await run(small, 0, { runs, recordOnly: true, testOutput: 'answers' });
    expect(readdirSync(join(runs, id)).sort()).toEqual(['run.json', 'test-answers.bin']);
    const { test } = await loadDataset(small);
    const logits = readTestLogits(id, undisturbed);
    const expected = testAnswers(logits, test.labels, 10);
    const found = readTestAnswers(id, runs);
    expect(found.predicted).toEqual(expected.predicted);
    for (const share of ['confidence', 'ofTrueClass'] as const) {
      found[share].forEach((value, image) => {
        expect(Math.abs(value - (expected[share][image] as number))).toBeLessThan(1 / 500);
      });
    }
    expect(testPredictions(id, runs)).toEqual(testPredictions(id, undisturbed));
    expect(() => readTestLogits(id, runs)).toThrow(
      /keeps its answers alone.*npm run reproduce -- small-[0-9a-f]{8}-s0 --keep <folder>/,
    );
    await run(small, 0, { runs: both, testOutput: 'both' });
    expect(readTestAnswers(id, both)).toEqual(found);
    expect(readTestLogits(id, both)).toEqual(logits);
  });

  it('ends with other weights for another seed', async () => {
    const runs = freshFolder();
    const record = await run(small, 1, { runs });
    expect(record.weightsChecksum).not.toBe(bytesOf(undisturbed).record.weightsChecksum);
  });

  it('ends with the same bytes when it was killed in the middle of an epoch and started again', async () => {
    const runs = freshFolder();
    await new Promise<void>((resolve) => {
      const child = trainInChild(runs);
      let printed = '';
      child.stdout.on('data', (chunk) => {
        printed += chunk;
        if (printed.includes('2.2')) child.kill('SIGKILL');
      });
      child.on('exit', () => resolve());
    });
    expect(existsSync(join(runs, id, '.checkpoint', 'state.bin'))).toBe(true);
    expect(existsSync(join(runs, id, 'run.json'))).toBe(false);
    const epochs: number[] = [];
    await run(small, 0, { runs, onProgress: ({ epoch }) => void epochs.push(epoch) });
    expect(epochs[0]).toBe(2);
    expect(bytesOf(runs)).toEqual(bytesOf(undisturbed));
  });

  it('stops after the batch under way when it is asked to, and keeps what was complete', async () => {
    const runs = freshFolder();
    await stopInSecondEpoch(small, runs);
    expect(existsSync(join(runs, id, '.lock'))).toBe(false);
    await run(small, 0, { runs });
    expect(bytesOf(runs)).toEqual(bytesOf(undisturbed));
  });

  it('refuses a run that another process is writing, naming the process', async () => {
    const runs = freshFolder();
    const child = trainInChild(runs);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGSTOP');
    await expect(run(small, 0, { runs })).rejects.toThrow(
      new RegExp(`being trained by process ${child.pid} on`),
    );
    expect(runOwner(id, runs)?.pid).toBe(child.pid);
    const exited = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    expect(runOwner(id, runs)).toBeUndefined();
    expect((await run(small, 0, { runs })).id).toBe(id); // a dead writer's lock is taken over
  });

  it('takes over the lock of a killed process whose parent has not looked at it yet', async () => {
    const runs = freshFolder();
    // The shell becomes a `sleep`, which never asks after its child; the child is killed only then.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
    const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
    await until(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') === 'sleep\n');
    process.kill(pid, 'SIGKILL');
    let stat = '';
    await until(() => {
      stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop() ?? '';
      return stat.startsWith('Z');
    });
    const owner = { host: hostname(), pid, started: stat.split(' ')[19] };
    mkdirSync(join(runs, id), { recursive: true });
    writeFileSync(join(runs, id, '.lock'), JSON.stringify(owner));
    expect(runOwner(id, runs)).toBeUndefined();
    parent.kill('SIGKILL');
  });

  it('stops at a loss that is not a number, naming epoch and batch', async () => {
    const wild = recipe({
      ...small,
      name: 'wild',
      optimizer: { kind: 'sgd', learningRate: 1e30, momentum: 0.9 },
      schedule: { kind: 'constant' },
    });
    await expect(run(wild, 0, { runs: freshFolder() })).rejects.toThrow(
      /wild.*the loss is (NaN|Infinity) in epoch 1, batch \d of 4/,
    );
  });

  it.each([
    ['Adam at 1e30', { kind: 'adam', learningRate: 1e30 }],
    ['SGD at 1e20', { kind: 'sgd', learningRate: 1e20, momentum: 0.9 }],
  ] as const)(
    'fails when its last step diverges (%s), and records nothing',
    async (_, optimizer) => {
      const wild = recipe({
        ...small,
        name: 'wild',
        optimizer,
        schedule: { kind: 'constant' },
        epochs: 1,
        batchSize: 100,
      });
      const runs = freshFolder();
      await expect(run(wild, 0, { runs })).rejects.toThrow(
        /wild.*: training has diverged: after epoch 1 .* (is|are) not finite\. Lower the learning rate/,
      );
      expect(readdirSync(runs)).toEqual([]);
    },
  );

  it('has no validation accuracy or loss when the validation images are trained on', async () => {
    const runs = freshFolder();
    const all = recipe({ ...small, name: 'all', trainOn: 'all', epochs: 1 });
    const { final, history } = await run(all, 0, { runs });
    expect(Object.keys(final).sort()).toEqual(['testAccuracy', 'testLoss']);
    expect(history[0]).not.toHaveProperty('validationAccuracy');
    expect(history[0]).not.toHaveProperty('validationLoss');
  });

  it('refuses a seed and a missing teacher before it makes a folder', async () => {
    const runs = freshFolder();
    for (const seed of [-1, 0.5, 2 ** 32]) {
      await expect(run(small, seed, { runs })).rejects.toThrow(`2^32 - 1, got ${seed}`);
    }
    const lost = recipe({
      ...small,
      objective: { kind: 'logits', temperature: 4, softWeight: 1, hardWeight: 0 },
      teacher: 'teacher-original-0123abcd-s2',
    });
    await expect(run(lost, 0, { runs })).rejects.toThrow('is missing. Train it with');
    expect(readdirSync(runs)).toEqual([]);
  });

  it.each([
    ['a study’s recipe by name', runId(teacherOriginal, 2), 'teacher-original --seed 2'],
    [
      'no name for a recipe of a file',
      'mine-0123abcd-s2',
      '<the .json file of its recipe> --seed 2',
    ],
    [
      'no name for another version of a study’s recipe',
      'teacher-original-0123abcd-s2',
      '<the .json file of its recipe> --seed 2',
    ],
  ])('says how to train a teacher that is missing: %s', async (_, id, command) => {
    const lost = recipe({
      ...small,
      objective: { kind: 'logits', temperature: 4, softWeight: 1, hardWeight: 0 },
      teacher: id,
    });
    await expect(run(lost, 0, { runs: freshFolder() })).rejects.toThrow(
      `npm run train -- ${command}`,
    );
  });

  it('keeps the initial weights at zero epochs, and evaluates them', async () => {
    const random = recipe({ ...small, name: 'random', epochs: 0 });
    const runs = freshFolder();
    const record = await run(random, 0, { runs });
    expect(record.history).toEqual([]);
    const { test, validation } = await loadDataset(random);
    const model = await loadModel(record.id, runs);
    const initial = buildModel('student', 0).getWeights();
    model.getWeights().forEach((weight, place) => {
      expect(weight.dataSync()).toEqual(initial[place]?.dataSync());
    });
    const accuracy = async (set: typeof test) =>
      score(await predictLogits(model, set), set.labels).accuracy;
    expect(record.final.testAccuracy).toBe(await accuracy(test));
    expect(record.final.validationAccuracy).toBe(await accuracy(validation));
    expect(record.final.validationAccuracy).toBeGreaterThan(0);
  });

  it('builds a wider student where the recipe says so', async () => {
    const wide = recipe({ ...small, name: 'wide', width: 2, epochs: 0 });
    const record = await run(wide, 0, { runs: freshFolder(), recordOnly: true });
    expect(record.parameters).toBeGreaterThan(3 * 106_826);
  });

  it('resumes a run with Lookahead, alternating flip and a whitened first layer to the same bytes', async () => {
    const strong = recipe({
      ...teacherStrong,
      name: 'small-strong',
      averaging: { kind: 'lookahead', every: 2, startEpochs: 1 },
      batchSize: 16,
      epochs: 3,
      limit: { training: 40, validation: 20, test: 20 },
    });
    const [whole, halved] = [freshFolder(), freshFolder()];
    await run(strong, 0, { runs: whole });
    const stop = new AbortController();
    const onProgress = ({ epoch, step }: { epoch: number; step: number }) => {
      if (epoch === 3 && step === 1) stop.abort();
    };
    const stopped = run(strong, 0, { runs: halved, signal: stop.signal, onProgress });
    await expect(stopped).rejects.toThrow(/stopped in epoch 3, batch 2/);
    await run(strong, 0, { runs: halved });
    const strongId = runId(strong, 0);
    expect(bytesOf(halved, strongId)).toEqual(bytesOf(whole, strongId));
  });

  it('distils from a run of the store', async () => {
    const distilled = recipe({
      ...small,
      name: 'small-distilled',
      epochs: 1,
      objective: { kind: 'logits', temperature: 4, softWeight: 0.7, hardWeight: 0.3 },
      teacher: id,
    });
    const record = await run(distilled, 0, { runs: undisturbed });
    const { weightsChecksum } = bytesOf(undisturbed).record;
    expect(record.teacherWeightsChecksum).toBe(weightsChecksum);
    const { hard = 0, soft = 0 } = record.history[0]?.lossParts ?? {};
    expect(record.history[0]?.trainingLoss).toBeCloseTo(0.7 * soft + 0.3 * hard, 6);
    expect(soft).toBeGreaterThan(0);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}
