import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import {
  holdsJson,
  projectEnvironment,
  root,
  SetupError,
  venvFolder,
  writeJson,
} from './project.mjs';

const program = join(root, 'node_modules', '.bin', 'tslab');
const specFile = join(venvFolder, 'share', 'jupyter', 'kernels', 'tslab', 'kernel.json');
const settingsFile = join(venvFolder, 'share', 'jupyter', 'lab', 'settings', 'overrides.json');

/** tslab's own specification, with TensorFlow's notices off. */
const spec = {
  argv: [program, 'kernel', '--config-path', '{connection_file}'],
  display_name: 'TypeScript',
  env: { TF_CPP_MIN_LOG_LEVEL: '3' },
  language: 'typescript',
};

/** JupyterLab asks nothing and calls nobody when it opens. */
const settings = {
  '@jupyterlab/apputils-extension:notification': { checkForUpdates: false, fetchNews: 'false' },
};

/**
 * Step: the tslab kernel and JupyterLab's settings, in the virtual environment.
 * @returns {import('../setup.mjs').Step}
 */
export function kernelStep() {
  return {
    id: 'kernel',
    name: 'TypeScript kernel for Jupyter',
    done: () =>
      existsSync(program) && holdsJson(specFile, spec) && holdsJson(settingsFile, settings),
    work: install,
  };
}

async function install() {
  const args = ['install', '--sys-prefix', `--binary=${program}`];
  await run('Installing the TypeScript kernel', program, args, {
    cwd: root,
    env: projectEnvironment(),
  });
  if (!existsSync(specFile)) {
    throw new SetupError(
      'The TypeScript kernel did not arrive in .venv: delete .venv and run `npm run setup` again.',
    );
  }
  writeJson(settingsFile, settings);
  writeJson(specFile, spec);
}
