import { join } from 'node:path';
import { environmentRecord } from '../engine/tensorflow';
import { countParameters } from '../models/count';
import type { Recipe } from '../recipes/recipe';
import { numerics, runId } from '../recipes/run-id';
import type { RunRecord } from '../store/run-record';
import {
  hasRun,
  readRunById,
  removeHalfWritten,
  runFolder,
  runsFolder,
  writeAtomically,
} from '../store/run-store';
import { writeTestLogits } from '../store/test-logits';
import { removeCheckpoint, restoreCheckpoint, saveCheckpoint } from './checkpoint';
import { lockRun } from './lock';
import { saveModel, weightsChecksum } from './model-files';
import type { OnProgress } from './progress';
import { type Trained, train } from './train';

export interface RunOptions {
  /** The folder of runs; report/runs unless told. */
  readonly runs?: string;
  readonly onProgress?: OnProgress;
  /** Stops the run after the batch under way; what was complete is kept in its checkpoint. */
  readonly signal?: AbortSignal;
  /** Whether to keep record and test logits alone; the record names the weights by checksum. */
  readonly recordOnly?: boolean;
}

/**
 * Loads the run of a recipe and seed, or trains it: takes up its checkpoint where there is one, and writes
 * weights (unless they are not to be kept), test logits and, last, the record.
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
  const environment = environmentRecord();
  removeHalfWritten(runFolder(id, runs));
  try {
    if (hasRun(id, runs)) return readRunById(id, runs); // finished by another process just now
    const trained = await train(recipe, seed, {
      ...options,
      runs,
      runId: id,
      onProgress: async (progress) => {
        lock.beat();
        await options.onProgress?.(progress);
      },
      onStart: (state) => restoreCheckpoint(id, runs, state, environment),
      onEpoch: (state) => saveCheckpoint(id, runs, state, environment),
    });
    const record = buildRecord(recipe, seed, trained);
    if (!options.recordOnly) await saveModel(trained.model, id, runs);
    trained.model.dispose();
    writeTestLogits(id, trained.testLogits, runs);
    const text = `${JSON.stringify(record, undefined, 2)}\n`;
    writeAtomically(join(runFolder(id, runs), 'run.json'), text);
    removeCheckpoint(id, runs);
    return record;
  } finally {
    lock.release();
  }
}

function buildRecord(recipe: Recipe, seed: number, trained: Trained): RunRecord {
  const { dataset, history, timing } = trained;
  return {
    id: runId(recipe, seed),
    recipe,
    seed,
    numerics,
    environment: environmentRecord(),
    dataChecksum: dataset.checksum,
    parameters: countParameters(trained.model),
    images: {
      training: dataset.training.labels.length,
      validation: dataset.validation.labels.length,
      test: dataset.test.labels.length,
    },
    history: [...history],
    final: {
      validationAccuracy: trained.validationAccuracy,
      testAccuracy: trained.testAccuracy,
      testLoss: trained.testLoss,
    },
    weightsChecksum: weightsChecksum(trained.weights),
    timing: {
      finishedAt: new Date().toISOString(),
      totalSeconds: timing.reduce((total, { seconds }) => total + seconds, 0),
      epochs: [...timing],
    },
  };
}
