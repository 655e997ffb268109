import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Recipe } from '../recipes/recipe';
import { parseStrictly, refusalLines } from '../recipes/refusal';
import { runId } from '../recipes/run-id';
import { projectRoot } from './project-root';
import { readCommitted } from './read-file';
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
  const content = parseJson(readCommitted(file).toString());
  const parsed = parseStrictly(runRecordSchema, content);
  if (!parsed.success) {
    throw new Error(
      `${file} is not a run record; restore it with git, or delete its folder and train again.\n` +
        refusalLines(parsed.error, content),
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

/**
 * The ids of all finished runs, sorted; none where there is no such folder.
 * @throws when it is a file
 */
export function listRuns(runs: string = runsFolder()): readonly string[] {
  if (!existsSync(runs)) return [];
  if (!statSync(runs).isDirectory()) {
    throw new Error(
      `${runs} is a file, expected a folder of runs; name the folder, or move the file away.`,
    );
  }
  return readdirSync(runs)
    .filter((id) => hasRun(id, runs))
    .sort();
}
