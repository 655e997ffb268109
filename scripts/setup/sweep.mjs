import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { holdsJson, root, venvFolder, writeJson } from './project.mjs';
import { installPackages, readLines } from './python.mjs';

const stampFile = join(venvFolder, 'setup-sweep.json');

/** The program that works off a sweep's runs. */
export const snakemake = join(venvFolder, 'bin', 'snakemake');

/**
 * Step: Snakemake, in the virtual environment that is there already; only sweeps need it.
 * @returns {import('./steps.mjs').Step}
 */
export function sweepStep() {
  return {
    id: 'sweep',
    name: 'Snakemake, for sweeps',
    after: ['python'],
    done: () => existsSync(snakemake) && holdsJson(stampFile, wanted()),
    work: async (note) => {
      await installPackages(wanted(), note);
      writeJson(stampFile, wanted());
    },
  };
}

/** The packages by exact version; also what the stamp says once all are there. */
function wanted() {
  const own = join(root, 'scripts', 'sweep');
  return {
    folder: venvFolder,
    requirements: readLines(join(own, 'requirements.txt')),
    constraints: [
      ...readLines(join(root, 'constraints.txt')),
      ...readLines(join(own, 'constraints.txt')),
    ],
  };
}
