import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recipe } from '../recipes/recipe';
import { runFolder } from '../store/run-store';

/** A folder of runs that lasts as long as a cell. */
export interface LiveRuns {
  readonly folder: string;
  readonly remove: () => void;
}

/** A folder for a run that is not kept, in which the kept runs that its recipe builds on are found. */
export function liveRuns({ teacher, startFrom }: Recipe): LiveRuns {
  const folder = mkdtempSync(join(tmpdir(), 'live-run-'));
  for (const id of new Set([teacher, startFrom])) {
    if (id !== undefined) symlinkSync(runFolder(id), join(folder, id));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
