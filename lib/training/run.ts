import { join } from 'node:path';
import { environmentRecord } from '../engine/tensorflow';
import { countParameters } from '../models/count';
import type { Recipe } from '../recipes/recipe';
import { numerics, runId } from '../recipes/run-id';
import { testAnswers } from '../statistics/test-answers';
import { removeHalfWritten, writeAtomically } from '../store/atomic-file';
import { type RunRecord, recordFault } from '../store/run-record';
import { hasRun, readRunById, runFolder, runsFolder } from '../store/run-store';
import { type TestOutput, writeTestAnswers } from '../store/test-answers';
import { writeTestLogits } from '../store/test-logits';
import {
  type CheckpointOrigin,
  type DamageOptions,
  removeCheckpoint,
  restoreCheckpoint,
  saveCheckpoint,
} from './checkpoint';
import { lockRun } from './lock';
import { requireModelFiles, saveModel, weightsChecksum } from './model-files';
import type { OnProgress } from './progress';
import { type Trained, train } from './train';

export interface RunOptions extends DamageOptions {
  /** The folder of runs; report/runs unless told. */
  readonly runs?: string;
  readonly onProgress?: OnProgress;
  /** Stops the run after the batch under way; what was complete is kept in its checkpoint. */
  readonly signal?: AbortSignal;
  /** Whether to keep record and test output alone; the record names the weights by checksum. */
  readonly recordOnly?: boolean;
  /** What is kept of the test images: all logits unless told, or class and two probabilities, a byte each. */
  readonly testOutput?: TestOutput | 'both';
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
  for (const needed of [recipe.teacher, recipe.startFrom]) {
    if (needed !== undefined) requireModelFiles(needed, runs);
  }
  const lock = lockRun(id, runs);
  let origin: CheckpointOrigin = { id, environment: environmentRecord() };
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
      onStart: (state, origins) => {
        origin = { ...origin, ...origins };
        restoreCheckpoint(runs, state, { ...options, origin });
      },
      onEpoch: (state) => saveCheckpoint(runs, state, origin),
    });
    const record = buildRecord(recipe, seed, trained);
    const { recordOnly = false, testOutput = 'logits' } = options;
    await keep(trained, record, { runs, recordOnly, testOutput });
    removeCheckpoint(id, runs);
    return record;
  } finally {
    lock.release();
  }
}

/**
 * Writes what was trained and, last, the record.
 * @throws when the record could not be read again; then the weights are kept in any case
 */
async function keep(
  trained: Trained,
  record: RunRecord,
  {
    runs,
    recordOnly,
    testOutput,
  }: Required<Pick<RunOptions, 'runs' | 'recordOnly' | 'testOutput'>>,
): Promise<void> {
  const { id } = record;
  const { testLogits, dataset } = trained;
  const fault = recordFault(record);
  try {
    if (!recordOnly || fault !== undefined) await saveModel(trained.model, id, runs);
  } finally {
    trained.model.dispose();
  }
  if (testOutput !== 'answers') writeTestLogits(id, testLogits, runs);
  if (testOutput !== 'logits') {
    const classes = dataset.classNames.length;
    writeTestAnswers(id, testAnswers(testLogits, dataset.test.labels, classes), runs);
  }
  const file = join(runFolder(id, runs), 'run.json');
  if (fault !== undefined) {
    throw new Error(
      `${file} was not written, because it could not be read again. Weights, test output and checkpoint are kept ` +
        `beside it: mend what made these fields and run the same command again.\n${fault}`,
    );
  }
  writeAtomically(file, `${JSON.stringify(record, undefined, 2)}\n`);
}

function buildRecord(recipe: Recipe, seed: number, trained: Trained): RunRecord {
  const { dataset, history, timing, validationAccuracy } = trained;
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
      ...(validationAccuracy === undefined ? {} : { validationAccuracy }),
      testAccuracy: trained.testAccuracy,
      testLoss: trained.testLoss,
    },
    weightsChecksum: weightsChecksum(trained.weights),
    ...(trained.teacherWeightsChecksum === undefined
      ? {}
      : { teacherWeightsChecksum: trained.teacherWeightsChecksum }),
    ...(trained.startWeightsChecksum === undefined
      ? {}
      : { startWeightsChecksum: trained.startWeightsChecksum }),
    timing: {
      finishedAt: new Date().toISOString(),
      totalSeconds: timing.reduce((total, { seconds }) => total + seconds, 0),
      epochs: [...timing],
    },
  };
}
