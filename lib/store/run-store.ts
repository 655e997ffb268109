import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Recipe } from '../recipes/recipe';
import { runId } from '../recipes/run-id';
import { requireContent } from './lfs-pointer';
import { projectRoot } from './project-root';
import { type RunRecord, runRecordSchema, withoutTrainedValidation } from './run-record';
import { scale, smokeRunsFolder } from './scale';

/** Where runs live: the folder that REPORT_RUNS names, else report/runs (at smoke scale a temporary one). */
export function runsFolder(): string {
  if (process.env.REPORT_RUNS) return process.env.REPORT_RUNS;
  return scale() === 'smoke' ? smokeRunsFolder() : join(projectRoot(), 'report', 'runs');
}

/** The folder of one run. */
export function runFolder(id: string, runs: string = runsFolder()): string {
  return join(runs, id);
}

/** Whether the run is finished: its record is there. */
export function hasRun(id: string, runs: string = runsFolder()): boolean {
  return existsSync(join(runFolder(id, runs), 'run.json'));
}

/**
 * Reads a finished run's record.
 * @throws when there is none, naming the command that trains it, or when it does not parse
 */
export function readRun(recipe: Recipe, seed: number, runs: string = runsFolder()): RunRecord {
  const id = runId(recipe, seed);
  if (!hasRun(id, runs)) {
    throw new Error(
      `Run ${id} is not in ${runs}. Train it with: npm run train -- ${recipe.name} --seed ${seed}`,
    );
  }
  return readRunById(id, runs);
}

/** Reads a finished run's record by its id. */
export function readRunById(id: string, runs: string = runsFolder()): RunRecord {
  const file = join(runFolder(id, runs), 'run.json');
  if (!existsSync(file)) throw new Error(`Run ${id} is not in ${runs}.`);
  const bytes = readFileSync(file);
  requireContent(bytes, file);
  const parsed = runRecordSchema.safeParse(parseJson(bytes.toString()));
  if (!parsed.success) {
    throw new Error(
      `${file} is not a run record; restore it with git, or delete its folder and train again.\n` +
        z.prettifyError(parsed.error),
    );
  }
  return withoutTrainedValidation(parsed.data);
}

/** Undefined for what is no JSON, such as a file that was cut short. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The ids of all finished runs, sorted. */
export function listRuns(runs: string = runsFolder()): readonly string[] {
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .filter((id) => hasRun(id, runs))
    .sort();
}

/**
 * Writes a file so that a reader sees the old content or the new, never a part.
 * @throws naming the file, the cause and the way out; the old content is there as before, and nothing beside it
 */
export function writeAtomically(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    try {
      writeFileSync(temporary, content);
      renameSync(temporary, file);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch (error) {
    throw writeFailure(file, error as NodeJS.ErrnoException);
  }
}

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'free some space on that disk',
  EDQUOT: 'free some of your quota on that disk',
  EACCES: 'get write permission for its folder',
  EPERM: 'get write permission for its folder',
  EROFS: 'choose a folder on a disk that can be written to',
};

/** What to say of a file that could not be written. */
export function writeFailure(file: string, error: NodeJS.ErrnoException): Error {
  const remedy = remedies[error.code ?? ''] ?? 'look at its folder';
  const words = `${file} could not be written (${error.message}); ${remedy} and run the same command again.`;
  return new Error(words, { cause: error });
}

/** Removes what a killed writer left half-written in a folder. */
export function removeHalfWritten(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.tmp')) rmSync(join(folder, name), { force: true });
  }
}
