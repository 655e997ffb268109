import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import { projectRoot } from '../../lib/store/project-root';
import { hasRun, readRunById, runFolder, runsFolder } from '../../lib/store/run-store';
import { studentAlone, studentDistilled, teacherOriginal } from '../../lib/studies/original';
import { inNode } from '../setup/project.mjs';

const SEED = 0;

/**
 * Trains the report's three runs anew in a folder of their own and, when all are done, puts them in the
 * place of the old ones. Stopped, it goes on where it was. Teacher and student alone go side by side.
 * @returns one line a run: whether the new weights are bit for bit the old ones
 */
export async function retrain(say: (line: string) => void): Promise<readonly string[]> {
  const fresh = join(projectRoot(), '.cache', 'retrain', 'runs');
  await Promise.all([train(teacherOriginal, fresh, say), train(studentAlone, fresh, say)]);
  await train(studentDistilled, fresh, say);
  const lines = [teacherOriginal, studentAlone, studentDistilled].map((recipe) =>
    takeOver(runId(recipe, SEED), fresh),
  );
  rmSync(join(fresh, '..'), { recursive: true, force: true });
  return lines;
}

function takeOver(id: string, fresh: string): string {
  const runs = runsFolder();
  const before = hasRun(id, runs) ? readRunById(id, runs).weightsChecksum : undefined;
  const after = readRunById(id, fresh).weightsChecksum;
  rmSync(runFolder(id, runs), { recursive: true, force: true });
  cpSync(runFolder(id, fresh), runFolder(id, runs), { recursive: true });
  if (before === undefined) return `${id}: trained, there was none before`;
  return before === after
    ? `${id}: the same weights, bit for bit`
    : `${id}: other weights than before (another processor or thread count gives other last bits)`;
}

/** In a process of its own, because each run has one TensorFlow thread. */
async function train(recipe: Recipe, runs: string, say: (line: string) => void): Promise<void> {
  const script = join(projectRoot(), 'scripts', 'train.ts');
  const args = [script, recipe.name, '--seed', String(SEED), '--runs', runs];
  const child = spawn(...inNode('tsx', args), {
    cwd: projectRoot(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.trim() !== '') say(`${recipe.name}: ${line}`);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`Training ${recipe.name} ended with exit code ${code}.`);
}
