import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runId } from '../../lib/recipes/run-id';
import type { RunRecord } from '../../lib/store/run-record';
import { hasRun, listRuns, readRunById, runFolder } from '../../lib/store/run-store';
import { trainCommand } from '../../lib/studies/named-recipes';

/**
 * The record of a run that can be trained again here.
 * @throws when the run or its teacher is missing, or when this code would make another run of it, with the
 * way out
 */
export function committedRun(id: string, runs: string): RunRecord {
  if (!hasRun(id, runs)) {
    const there = listRuns(runs).map((one) => `\n  ${one}`);
    throw new Error(`No run "${id}" in ${runs}. There are:${there.join('') || ' none.'}`);
  }
  const record = readRunById(id, runs);
  const now = runId(record.recipe, record.seed);
  if (now !== id) {
    throw new Error(
      `${id} would be called ${now} by this code, which therefore makes other runs; check out the commit ` +
        `that made it: git log -- ${runFolder(id, runs)}`,
    );
  }
  requireTeacher(record, runs);
  return record;
}

function requireTeacher({ id, recipe: { teacher } }: RunRecord, runs: string): void {
  if (teacher === undefined || existsSync(join(runFolder(teacher, runs), 'model.json'))) return;
  const folder = runFolder(teacher, runs);
  const restore = `restore it with git (git checkout -- ${folder})`;
  throw new Error(
    hasRun(teacher, runs)
      ? `${id} learned from ${teacher}, of which only the record is in ${runs}: ${restore}, or make its ` +
          `weights again with npm run reproduce -- ${teacher} --keep <folder> and copy them from there.`
      : `${id} learned from ${teacher}, which is not in ${runs}: ${restore}, or train it with ` +
          `${trainCommand(teacher)}.`,
  );
}
