import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../lib/store/project-root';

/**
 * Sets Snakemake up where it is not yet, with progress on the screen; next to no time where it is.
 * @throws when set-up fails; it has said why
 */
export function installSnakemake(): void {
  const script = join('scripts', 'setup.mjs');
  const result = spawnSync(process.execPath, [script, '--sweep'], {
    cwd: projectRoot(),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0) throw new Error('Set-up for sweeps failed; the lines above say why.');
}
