import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../../lib/store/project-root';

const fixtures = join(projectRoot(), 'test', 'notebooks', 'fixtures');

/** Environment in which the trial notebook finds its runs and shows its pictures. */
export const trialEnvironment = { REPORT_RUNS: join(fixtures, 'runs'), REPORT_PICTURES: 'yes' };

/** A folder like notebooks/, holding the trial notebook and the link to lib. */
export interface TrialFolder {
  readonly folder: string;
  readonly notebook: string;
  readonly remove: () => void;
}

/** Makes such a folder within the project, where packages are found, but out of git's sight. */
export function trialFolder(): TrialFolder {
  const cache = join(projectRoot(), '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'trial-'));
  cpSync(join(fixtures, 'trial.ipynb'), join(folder, 'trial.ipynb'));
  symlinkSync(relative(folder, join(projectRoot(), 'lib')), join(folder, 'lib'));
  return {
    folder,
    notebook: join(folder, 'trial.ipynb'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
