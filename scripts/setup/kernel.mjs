import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  holdsJson,
  projectEnvironment,
  readJson,
  root,
  SetupError,
  venvFolder,
  writeJson,
} from './project.mjs';

const program = join(root, 'node_modules', 'tslab', 'bin', 'tslab');
const kernelsFolder = join(venvFolder, 'share', 'jupyter', 'kernels');
const specFile = join(kernelsFolder, 'tslab', 'kernel.json');
const settingsFile = join(venvFolder, 'share', 'jupyter', 'lab', 'settings', 'overrides.json');

const ANSWER_SECONDS = 60;
const LINES_SHOWN = 4;

/**
 * tslab's specification, with the Node that set-up ran on in place of the first one on PATH, which may be another,
 * and with TensorFlow's notices off.
 */
export const spec = {
  argv: [process.execPath, program, 'kernel', '--config-path', '{connection_file}'],
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
 * @returns {import('./steps.mjs').Step}
 */
export function kernelStep() {
  return {
    id: 'kernel',
    name: 'TypeScript kernel for Jupyter',
    after: ['packages', 'python'],
    done: () =>
      existsSync(program) && holdsJson(specFile, spec) && holdsJson(settingsFile, settings),
    work: install,
  };
}

async function install() {
  if (!existsSync(program)) {
    throw new SetupError(
      `${program} is missing: delete node_modules and run \`npm run setup\` again.`,
    );
  }
  rmSync(join(kernelsFolder, 'jslab'), { recursive: true, force: true }); // starts any Node
  writeJson(settingsFile, settings);
  writeJson(specFile, spec);
}

/**
 * What is wrong with a kernel's specification; its remedy is set-up.
 * @param {any} found the content of kernel.json; undefined when there is none
 * @param {typeof spec} [wanted]
 * @returns {string | undefined} undefined when nothing is
 */
export function specFault(found, wanted = spec) {
  if (found === undefined) return 'missing';
  const [node = '', script = ''] = found.argv ?? [];
  if (!existsSync(node)) return `starts ${node}, which is not there`;
  if (JSON.stringify(found) === JSON.stringify(wanted)) return undefined;
  return node === wanted.argv[0]
    ? `is another one than set-up's (${script})`
    : `starts ${node}, and this is ${wanted.argv[0]}`;
}

/** What is wrong with the kernel of .venv by its specification. */
export function kernelFault() {
  return specFault(readJson(specFile));
}

/**
 * Starts a real kernel as JupyterLab does, and has it compute 1 + 1.
 * @param {{kernels?: string, seconds?: number}} [options] kernels: a folder that is searched first
 * @returns {string | undefined} what it said when it did not answer 2; undefined when it did
 */
export function tryKernel({ kernels, seconds = ANSWER_SECONDS } = {}) {
  const python = join(venvFolder, 'bin', 'python');
  const script = join(root, 'scripts', 'setup', 'try-kernel.py');
  const { stdout, stderr, error } = spawnSync(python, [script, String(seconds)], {
    cwd: join(root, 'notebooks'),
    encoding: 'utf8',
    env: { ...projectEnvironment(), ...(kernels && { JUPYTER_PATH: dirname(kernels) }) },
    timeout: (2 * seconds + 30) * 1000, // it waits twice, and ends its kernel itself
  });
  if (stdout?.trim() === '2') return undefined;
  const said = `${stdout ?? ''}\n${stderr ?? ''}\n${error?.message ?? ''}`;
  const lines = said.split('\n').filter((line) => /\S/.test(line) && !/^\s+at /.test(line));
  return lines.slice(-LINES_SHOWN).join('\n') || 'it showed nothing';
}
