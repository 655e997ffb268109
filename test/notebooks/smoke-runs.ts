import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadVariables } from '../../lib/engine/environment';
import { projectRoot } from '../../lib/store/project-root';

/** A folder with the three runs at smoke scale, and the environment that leads notebooks there. */
export interface SmokeRuns {
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

/** Trains the three runs on a few hundred images, in a process and a folder of their own. */
export function trainSmokeRuns(): SmokeRuns {
  const folder = mkdtempSync(join(tmpdir(), 'smoke-'));
  const env = {
    REPORT_SCALE: 'smoke',
    REPORT_RUNS: join(folder, 'runs'),
    REPORT_PICTURES: 'yes',
    ...threadVariables(1),
  };
  const root = projectRoot();
  const tsx = join(root, 'node_modules', '.bin', 'tsx');
  const script = join(root, 'test', 'notebooks', 'train-smoke-runs.ts');
  execFileSync(tsx, [script], { cwd: root, env: { ...process.env, ...env }, stdio: 'pipe' });
  return { env, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
