import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeAtomically } from './from-lib/atomic-file.mjs';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

/** Where the Python environment with TensorFlow and JupyterLab lives. */
export const venvFolder = join(root, '.venv');

/** Where TensorFlow's wheel lies, for its native library and headers. */
export const tensorflowFolder = join(venvFolder, 'tensorflow');

/** Where PyTorch lives, the peer that `npm run bench` times against. */
export const benchVenvFolder = join(root, '.venv-bench');

/** What is wrong in one sentence that names the way out; printed without a stack. */
export class SetupError extends Error {
  /**
   * @param {string} message one sentence
   * @param {string} [details] the last lines of the command that failed
   */
  constructor(message, details = '') {
    super(message);
    this.name = 'SetupError';
    this.details = details;
  }
}

/**
 * The environment in which the project's programs run: the venv and the npm commands first on PATH,
 * TensorFlow's notices off.
 * @param {NodeJS.ProcessEnv} [base]
 * @returns {NodeJS.ProcessEnv}
 */
export function projectEnvironment(base = process.env) {
  const path = [join(venvFolder, 'bin'), join(root, 'node_modules', '.bin'), base.PATH ?? ''];
  return { TF_CPP_MIN_LOG_LEVEL: '3', ...base, PATH: path.join(delimiter) };
}

/**
 * An npm package's command on this very Node; its own first line would start whichever is first on PATH.
 * @param {string} command a name in node_modules/.bin
 * @param {readonly string[]} args
 * @returns {[string, string[]]} a program and its arguments
 */
export function inNode(command, args) {
  return [process.execPath, [join(root, 'node_modules', '.bin', command), ...args]];
}

/**
 * Settings of glibc's malloc under which TensorFlow and PyTorch train about a tenth faster: a step takes and
 * gives back tens of megabytes, which would go back to the system and come again as empty pages each time.
 * They change no result; another C library ignores them.
 */
const keepMemory = {
  MALLOC_MMAP_THRESHOLD_: String(2 ** 30),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 33),
  MALLOC_TOP_PAD_: String(2 ** 28),
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
};

/** The environment of a program that trains: the project's, with memory kept from step to step. */
export function trainingEnvironment(base = process.env) {
  return projectEnvironment({ ...keepMemory, ...base });
}

/**
 * @param {string} file
 * @returns {any} the file's JSON; undefined when it is missing or not JSON
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Writes JSON so that a kill leaves the old file or the new one.
 * @param {string} file
 * @param {unknown} value
 */
export function writeJson(file, value) {
  writeAtomically(file, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * Whether a file holds exactly this JSON value (keys in this order).
 * @param {string} file
 * @param {unknown} value
 */
export function holdsJson(file, value) {
  return JSON.stringify(readJson(file)) === JSON.stringify(value);
}
