import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageSet } from '../data/cifar10';
import { writeAtomically } from '../store/atomic-file';
import type { RunRecord } from '../store/run-record';
import { readRun } from '../store/run-store';
import { scale } from '../store/scale';
import { studentAlone, studentDistilled, teacherOriginal } from '../studies/original';
import { methodLabel, methodOf } from '../tables/method';
import { type ModelResult, modelResult } from '../tables/model-result';
import type { ModelSize } from '../tables/size-table';
import { loadTestSet } from '../training/dataset';
import { predictLogits } from '../training/evaluate';
import { loadModel } from '../training/model-files';
import { run } from '../training/run';
import { networkSize } from './network-size';

/** The report's three runs, in reading order: teacher, student alone, student distilled. */
export type ByModel<T> = Readonly<Record<'teacher' | 'alone' | 'distilled', T>>;

const recipes = { teacher: teacherOriginal, alone: studentAlone, distilled: studentDistilled };
const SEED = 0;

/** In turn, the teacher first: the distilled student needs it. */
async function byModel<T>(load: (key: keyof typeof recipes) => Promise<T>): Promise<ByModel<T>> {
  const teacher = await load('teacher');
  return { teacher, alone: await load('alone'), distilled: await load('distilled') };
}

/**
 * The records of the report's three runs.
 *
 * At full scale they must be there: the report never trains them by the way. At smoke scale, where a run
 * is one epoch on a few hundred images, the missing ones are trained.
 * @throws naming the command that trains the missing run
 */
export function reportRuns(): Promise<ByModel<RunRecord>> {
  return byModel(async (key) =>
    scale() === 'smoke' ? run(recipes[key], SEED) : readRun(recipes[key], SEED),
  );
}

/** The records as a list, in reading order. */
export function inOrder<T>({ teacher, alone, distilled }: ByModel<T>): readonly [T, T, T] {
  return [teacher, alone, distilled];
}

/** The test images with their labels; at smoke scale the first few hundred. */
export function testImages(): Promise<ImageSet> {
  return loadTestSet(teacherOriginal);
}

/**
 * Logits of the three models on the test images, recomputed from their weights.
 *
 * Where the environment names a folder in REPORT_LOGITS, logits once computed are kept there by the
 * checksum of the weights, so that the notebooks of one report share them.
 */
export async function reportResults(): Promise<ByModel<ModelResult>> {
  const runs = await reportRuns();
  return byModel(async (key) => modelResult(runs[key], await recomputedLogits(runs[key])));
}

/**
 * A run's test logits, computed anew from its weights and the images.
 * @returns [images, 10]
 * @throws as `loadModel` does, when the weights on disk are not those that the run wrote
 */
export async function recomputedLogits(record: RunRecord): Promise<Float32Array> {
  const shared = process.env.REPORT_LOGITS;
  const file = shared && join(shared, `${record.weightsChecksum}-${record.images.test}.bin`);
  if (file && existsSync(file)) return new Float32Array(new Uint8Array(readFileSync(file)).buffer);
  const model = await loadModel(record.id);
  try {
    const logits = await predictLogits(model, await testImages());
    if (file) writeAtomically(file, new Uint8Array(logits.buffer));
    return logits;
  } finally {
    model.dispose();
  }
}

/** Parameters, MB and multiply-adds of the three models, counted from their graphs. */
export function reportSizes(): readonly ModelSize[] {
  return inOrder(recipes).map((recipe) => {
    const method = methodOf(recipe);
    return { model: methodLabel[method], method, ...networkSize(recipe) };
  });
}
