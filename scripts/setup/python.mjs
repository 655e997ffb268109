import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { output, run } from './command.mjs';
import { makeFolder, writeAtomically } from './from-lib/atomic-file.mjs';
import { findPython } from './prerequisites.mjs';
import {
  benchVenvFolder,
  holdsJson,
  readJson,
  root,
  tensorflowFolder,
  venvFolder,
  writeJson,
} from './project.mjs';

/** @typedef {'cpu' | 'gpu'} Device which TensorFlow is installed */

/**
 * A virtual environment as it should be; also what the stamp of a finished one says. Its folder is
 * part of it, since its programs name it.
 * @typedef {object} Environment
 * @property {string} folder
 * @property {Device} device
 * @property {string[]} requirements
 * @property {string[]} constraints
 * @property {Libraries} [libraries]
 */

/**
 * A package of which only the native libraries and headers are used. It lies beside the environment's own packages,
 * where nothing expects the Python packages that it would need to be imported.
 * @typedef {object} Libraries
 * @property {string} folder
 * @property {string} requirement
 */

/**
 * Step: the virtual environment with TensorFlow and JupyterLab.
 * @param {Device | undefined} device undefined: what is installed; at first what the machine has
 * @returns {import('./steps.mjs').Step}
 */
export function pythonStep(device) {
  const chosen = () => device ?? installedDevice();
  return {
    id: 'python',
    name: 'Python environment with TensorFlow and JupyterLab',
    after: ['clone'],
    done: () => isComplete(notebookEnvironment(chosen() ?? 'cpu')),
    work: (note) => install(notebookEnvironment(chosen() ?? fittingDevice()), note),
  };
}

/**
 * Step: the virtual environment with PyTorch, for the bench.
 * @returns {import('./steps.mjs').Step}
 */
export function benchStep() {
  return {
    id: 'bench',
    name: 'Python environment with PyTorch, for the bench',
    after: ['python'],
    done: () => isComplete(benchEnvironment()),
    work: (note) => install(benchEnvironment(), note),
  };
}

/** @returns {Device} 'gpu' where a working NVIDIA driver is */
export function fittingDevice() {
  return output('nvidia-smi', ['-L'])?.includes('GPU') === true ? 'gpu' : 'cpu';
}

/** @returns {Device | undefined} undefined: no finished environment */
export function installedDevice() {
  return readJson(stampFile(venvFolder))?.device;
}

/**
 * @param {Device} device
 * @returns {Environment}
 */
function notebookEnvironment(device) {
  const all = readLines(join(root, 'requirements.txt'));
  const isTensorflow = (/** @type {string} */ line) => line.startsWith('tensorflow-cpu==');
  const tensorflow = all.find(isTensorflow) ?? '';
  return {
    folder: venvFolder,
    device,
    requirements: all.filter((line) => !isTensorflow(line)),
    constraints: readLines(join(root, 'constraints.txt')),
    libraries: {
      folder: tensorflowFolder,
      requirement: device === 'gpu' ? forGpu(tensorflow) : tensorflow,
    },
  };
}

/** @returns {Environment} */
function benchEnvironment() {
  const requirements = readLines(join(root, 'bench', 'requirements.txt'));
  return { folder: benchVenvFolder, device: 'cpu', requirements, constraints: [] };
}

/**
 * The lines of a file of requirements that name a package.
 * @param {string} file
 */
export function readLines(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

/**
 * @param {string} requirement TensorFlow for the CPU
 * @returns {string} the same version for CUDA
 */
export function forGpu(requirement) {
  return requirement.replace(/^tensorflow-cpu==/, 'tensorflow[and-cuda]==');
}

/** @param {string} folder */
const stampFile = (folder) => join(folder, 'setup.json');

/** @param {string} folder */
const unfinishedFile = (folder) => join(folder, 'setup-unfinished');

/** @param {Environment} environment */
export function isComplete(environment) {
  const { folder } = environment;
  return (
    existsSync(join(folder, 'bin', 'python')) &&
    !existsSync(unfinishedFile(folder)) &&
    holdsJson(stampFile(folder), environment)
  );
}

/**
 * Makes the environment, or brings a whole one up to date; one that was left unfinished, was moved, or
 * holds the other TensorFlow is made anew. The stamp is written last.
 * @param {Environment} environment
 * @param {(text: string) => void} note
 */
async function install(environment, note) {
  const { folder, device, libraries } = environment;
  if (!isReusable(environment)) remove(folder, note);
  writeAtomically(unfinishedFile(folder), 'Set-up is at work here, or was interrupted.\n');
  if (!existsSync(join(folder, 'bin', 'python'))) await makeVenv(folder, note);
  if (libraries !== undefined && !holdsJson(stampFile(libraries.folder), libraries)) {
    remove(libraries.folder, note);
    // CUDA's libraries are packages that it depends on; on the CPU it needs none of them.
    const how = [`--target=${libraries.folder}`, ...(device === 'cpu' ? ['--no-deps'] : [])];
    await pipInstall(environment, [...how, libraries.requirement], note);
    writeJson(stampFile(libraries.folder), libraries);
  }
  await installPackages(environment, note);
  writeJson(stampFile(folder), environment);
  rmSync(unfinishedFile(folder));
}

/**
 * Installs packages into a virtual environment that exists; what fits is left as it is.
 * @param {Omit<Environment, 'device'>} wanted
 * @param {(text: string) => void} note
 */
export async function installPackages(wanted, note) {
  await pipInstall(wanted, wanted.requirements, note);
}

/**
 * @param {Pick<Environment, 'folder' | 'constraints'>} environment
 * @param {readonly string[]} what packages, with options that go for them
 * @param {(text: string) => void} note
 */
async function pipInstall({ folder, constraints }, what, note) {
  const constraintsFile = join(folder, 'constraints.txt');
  writeAtomically(constraintsFile, constraints.join('\n'));
  await run(
    'Installing the Python packages',
    join(folder, 'bin', 'python'),
    [
      '-m',
      'pip',
      'install',
      '--no-input',
      '--progress-bar=off',
      '--no-compile', // TensorFlow's Python is never run
      '--constraint',
      constraintsFile,
      ...what,
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        PYTHONUNBUFFERED: '1',
        PIP_DISABLE_PIP_VERSION_CHECK: '1',
        TMPDIR: folder, // on the same disk: it unpacks there and moves
      },
      onLine: (line) => noteOf(line, note),
    },
  );
}

/** @param {Environment} environment */
function isReusable({ folder, device, libraries }) {
  if (!existsSync(join(folder, 'bin', 'python')) || existsSync(unfinishedFile(folder)))
    return false;
  const found = readJson(stampFile(folder));
  if (found !== undefined)
    return (
      found.folder === folder &&
      found.device === device &&
      found.libraries?.folder === libraries?.folder // else TensorFlow lies among its packages
    );
  // Somebody made it by hand, here: keep it.
  const config = join(folder, 'pyvenv.cfg');
  return existsSync(config) && readFileSync(config, 'utf8').includes(`venv ${folder}\n`);
}

/**
 * Removes a folder under another name, so that what is left after a kill is not taken for a whole one.
 * @param {string} folder
 * @param {(text: string) => void} note
 */
function remove(folder, note) {
  const bin = join(root, '.cache', 'removed');
  note('removing what is left of an older one');
  rmSync(bin, { recursive: true, force: true });
  if (!existsSync(folder)) return;
  makeFolder(bin);
  renameSync(folder, join(bin, basename(folder)));
  rmSync(bin, { recursive: true, force: true });
}

/**
 * @param {string} folder
 * @param {(text: string) => void} note
 */
async function makeVenv(folder, note) {
  note('making the virtual environment');
  const python = findPython()?.command ?? 'python3';
  await run('Making the virtual environment', python, ['-m', 'venv', folder], { cwd: root });
}

/**
 * @param {string} line of pip's output
 * @param {(text: string) => void} note
 */
function noteOf(line, note) {
  const download = /^\s*Downloading (?:\S*\/)?(\S+?)-\d\S* \((.+)\)/.exec(line);
  if (download !== null) note(`downloading ${download[1]} (${download[2]})`);
  else if (line.startsWith('Installing collected')) note('unpacking');
}
