import { join } from 'node:path';
import { projectRoot } from '../../lib/store/project-root';
import { braceProblem } from '../setup/plain-path.mjs';

/** Where a sweep of a folder of runs keeps what it needs meanwhile; safe to delete when no sweep runs. */
export function sweepFolder(runs: string): string {
  const root = projectRoot();
  const own = runs === join(root, 'report', 'runs');
  return own ? join(root, '.cache', 'sweep') : join(runs, '.sweep');
}

/**
 * Refuses folders that Snakemake would misread: to it, what stands in braces is to be filled in.
 * @throws naming the folder and the way out
 */
export function requirePlainPaths(folders: readonly string[]): void {
  const problem = braceProblem(folders);
  if (problem !== undefined) throw new Error(problem);
}

/** Where the log of a run lies. */
export function logFile(id: string, folder: string): string {
  return join(folder, 'logs', `${id}.log`);
}
