import { join } from 'node:path';
import { projectRoot } from '../../lib/store/project-root';

/** Where a sweep of a folder of runs keeps what it needs meanwhile; safe to delete when no sweep runs. */
export function sweepFolder(runs: string): string {
  const root = projectRoot();
  const own = runs === join(root, 'report', 'runs');
  return own ? join(root, '.cache', 'sweep') : join(runs, '.sweep');
}

/** Where the log of a run lies. */
export function logFile(id: string, folder: string): string {
  return join(folder, 'logs', `${id}.log`);
}
