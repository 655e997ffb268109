import { join } from 'node:path';
import { type Network, network } from '../engine/network';
import { environmentRecord } from '../engine/tensorflow';
import { buildLoss } from '../losses/build';
import { buildModel } from '../models/build';
import type { Recipe } from '../study/recipe';
import { numerics, runId } from '../study/run-id';
import type { RunRecord } from '../study/run-record';
import { hasRun, readRunById, runFolder, runsFolder, writeAtomically } from '../study/run-store';
import { writeTestLogits } from '../study/test-logits';
import { removeCheckpoint, restoreCheckpoint, saveCheckpoint } from './checkpoint';
import { type Dataset, loadDataset } from './dataset';
import { networkLogits, score } from './evaluate';
import { buildOptimizer, type FitState, fitModel } from './fit';
import { lockRun } from './lock';
import { loadModel, saveModel, weightsChecksum } from './model-files';
import type { OnProgress } from './progress';

export interface RunOptions {
  /** The folder of runs; report/runs unless told. */
  readonly runs?: string;
  readonly onProgress?: OnProgress;
  /** Stops the run after the batch under way; what was complete is kept in its checkpoint. */
  readonly signal?: AbortSignal;
}

/**
 * Loads the run of a recipe and seed, or trains it: takes up its checkpoint where there is one, and writes
 * weights, test logits and, last, the record.
 * @throws RunStopped on the signal; Error when another process has the run, the teacher is missing, or the
 * loss is not a number
 */
export async function run(
  recipe: Recipe,
  seed: number,
  options: RunOptions = {},
): Promise<RunRecord> {
  const id = runId(recipe, seed);
  const runs = options.runs ?? runsFolder();
  if (hasRun(id, runs)) return readRunById(id, runs);
  const lock = lockRun(id, runs);
  try {
    const onProgress: OnProgress = async (progress) => {
      lock.beat();
      await options.onProgress?.(progress);
    };
    return await train(recipe, seed, { ...options, runs, id, onProgress });
  } finally {
    lock.release();
  }
}

interface TrainOptions extends RunOptions {
  readonly id: string;
  readonly runs: string;
}

async function train(recipe: Recipe, seed: number, options: TrainOptions): Promise<RunRecord> {
  const { id, runs } = options;
  const dataset = await loadDataset(recipe);
  const environment = environmentRecord();
  const teacher = recipe.teacher ? network(await loadModel(recipe.teacher, runs)) : undefined;
  const model = buildModel(recipe.model, seed);
  const made = network(model);
  const state: FitState = {
    network: made,
    optimizer: buildOptimizer(made, recipe.optimizer),
    history: [],
    timing: [],
  };
  try {
    restoreCheckpoint(id, runs, state, environment);
    await fitModel(state, {
      ...options,
      runId: id,
      recipe,
      seed,
      dataset,
      loss: buildLoss(recipe.objective),
      ...(teacher ? { teacher } : {}),
      onEpoch: () => saveCheckpoint(id, runs, state, environment),
    });
    const testLogits = await networkLogits(made, dataset.test);
    made.writeBack();
    await saveModel(model, id, runs);
    writeTestLogits(id, testLogits, runs);
    const record = buildRecord(recipe, seed, { id, state, dataset, environment, testLogits });
    writeAtomically(
      join(runFolder(id, runs), 'run.json'),
      `${JSON.stringify(record, undefined, 2)}\n`,
    );
    removeCheckpoint(id, runs);
    return record;
  } finally {
    disposeAll(state, teacher);
    model.dispose();
  }
}

interface Finished {
  readonly id: string;
  readonly state: FitState;
  readonly dataset: Dataset;
  readonly environment: RunRecord['environment'];
  readonly testLogits: Float32Array;
}

function buildRecord(recipe: Recipe, seed: number, finished: Finished): RunRecord {
  const { id, state, dataset, environment, testLogits } = finished;
  const tested = score(testLogits, dataset.test.labels);
  return {
    id,
    recipe,
    seed,
    numerics,
    environment,
    dataChecksum: dataset.checksum,
    parameters: state.network.trainable.reduce(
      (total, { shape }) => total + shape.reduce((product, length) => product * length, 1),
      0,
    ),
    images: {
      training: dataset.training.labels.length,
      validation: dataset.validation.labels.length,
      test: dataset.test.labels.length,
    },
    history: state.history,
    final: {
      validationAccuracy: state.history.at(-1)?.validationAccuracy ?? 0,
      testAccuracy: tested.accuracy,
      testLoss: tested.loss,
    },
    weightsChecksum: weightsChecksum(state.network.weights()),
    timing: {
      finishedAt: new Date().toISOString(),
      totalSeconds: state.timing.reduce((total, { seconds }) => total + seconds, 0),
      epochs: state.timing,
    },
  };
}

function disposeAll(state: FitState, teacher: Network | undefined): void {
  state.optimizer.dispose();
  state.network.dispose();
  teacher?.dispose();
}
