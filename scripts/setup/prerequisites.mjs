import { statfsSync } from 'node:fs';
import { output } from './command.mjs';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/**
 * What this machine offers.
 * @typedef {object} Facts
 * @property {string} platform as Node names it
 * @property {string} arch as Node names it
 * @property {boolean} glibc false on Linuxes with another C library, such as Alpine
 * @property {string} node version, such as 20.19.0
 * @property {Python | undefined} python the best Python found; undefined when there is none
 * @property {boolean} venv whether that Python can make virtual environments with pip
 * @property {boolean} gxx
 * @property {boolean} make
 * @property {number} freeBytes on the project's disk
 */

/** @typedef {{readonly command: string, readonly version: string}} Python */

/**
 * What set-up still has to do on this machine; only that is asked for.
 * @typedef {object} Needs
 * @property {boolean} [python] a virtual environment has to be made
 * @property {boolean} [compiler] the native binding has to be built
 * @property {number} [bytes] disk space of what has to be installed
 * @property {string} [bytesFor] what needs that space
 */

/**
 * What stands in the way of set-up, one sentence each that names the thing and the way out.
 * @param {Facts} facts
 * @param {Needs} [needs] everything, unless told
 * @returns {string[]} empty when all is well
 */
export function problems(facts, needs = { python: true, compiler: true, bytes: 4 * GIB }) {
  const platform = platformProblem(facts);
  if (platform !== undefined) return [platform];
  const sentences = [
    nodeProblem(facts.node),
    needs.python ? pythonProblem(facts) : undefined,
    needs.compiler ? compilerProblem(facts) : undefined,
    diskProblem(facts.freeBytes, needs),
  ];
  return sentences.flatMap((sentence) => sentence ?? []);
}

/** @param {Pick<Facts, 'platform' | 'arch' | 'glibc'>} facts */
function platformProblem({ platform, arch, glibc }) {
  if (platform === 'win32') {
    return 'Windows itself is not supported: install WSL 2 (`wsl --install`) and run this inside its Linux.';
  }
  if (platform !== 'linux' || arch !== 'x64') {
    const name = platform === 'darwin' ? 'macOS' : platform;
    return `${name} on ${arch} is not supported, the native TensorFlow is built for Linux on x86-64: use such a machine or container.`;
  }
  if (!glibc) {
    return 'This Linux has no glibc (as Alpine), which TensorFlow needs: use Debian, Ubuntu, Fedora or a container of one of them.';
  }
  return undefined;
}

/** @param {string} version */
function nodeProblem(version) {
  if (compareVersions(version, '20.19.0') >= 0 && compareVersions(version, '23.0.0') < 0) return;
  return `Node ${version} is not supported: install Node 20.19 or newer, or 22 (https://nodejs.org, or \`nvm install 22\`).`;
}

/** @param {Facts} facts */
function pythonProblem({ python, venv }) {
  if (python === undefined) {
    return 'Python 3 is missing: install Python 3.11, 3.12 or 3.13 (Debian, Ubuntu: `apt install python3 python3-venv`; Fedora: `dnf install python3`).';
  }
  if (!isUsablePython(python.version)) {
    return `Python ${python.version} (${python.command}) is not supported by this TensorFlow: install Python 3.11, 3.12 or 3.13 beside it (as python3.12, say).`;
  }
  if (!venv) {
    return `Python's venv module is missing: install it (Debian, Ubuntu: \`apt install ${python.command}-venv\`).`;
  }
  return undefined;
}

/** @param {Facts} facts */
function compilerProblem({ gxx, make }) {
  const missing = [gxx ? [] : ['g++'], make ? [] : ['make']].flat();
  if (missing.length === 0) return undefined;
  const verb = missing.length === 1 ? 'is' : 'are';
  return `${missing.join(' and ')} ${verb} missing: install a C++ compiler and make (Debian, Ubuntu: \`apt install g++ make\`; Fedora: \`dnf install gcc-c++ make\`).`;
}

/**
 * @param {number} freeBytes
 * @param {Needs} needs
 */
function diskProblem(freeBytes, { bytes = 0, bytesFor = 'set-up' }) {
  if (freeBytes >= bytes) return undefined;
  const lack = Math.max(MIB, Math.ceil((bytes - freeBytes) / MIB) * MIB);
  const size = lack < GIB / 5 ? megabytes : gigabytes; // so that what is needed and what is free differ
  return `Disk space is short: ${bytesFor} needs ${size(bytes)} and ${size(bytes - lack)} are free, so free some or clone to another disk.`;
}

/** @param {number} bytes */
export function gigabytes(bytes) {
  return `${(bytes / GIB).toFixed(1)} GB`;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${Math.round(bytes / MIB).toLocaleString('en')} MB`;
}

/**
 * @param {string} a such as 20.19.0
 * @param {string} b
 * @returns {number} below 0 when a is the older one, 0 when equal, above 0 when it is the newer
 */
export function compareVersions(a, b) {
  const [left, right] = [a, b].map((version) =>
    version.split('.').map((part) => parseInt(part, 10)),
  );
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Whether TensorFlow 2.21 has a wheel for this Python.
 * @param {string} version
 */
export function isUsablePython(version) {
  return compareVersions(version, '3.11.0') >= 0 && compareVersions(version, '3.14.0') < 0;
}

/**
 * Looks at this machine.
 * @param {string} folder the project's, for its disk
 * @returns {Facts}
 */
export function gatherFacts(folder) {
  const python = findPython();
  return {
    ...platformFacts(),
    python,
    venv: python !== undefined && canMakeVenv(python.command),
    gxx: output('g++', ['--version']) !== undefined,
    make: output('make', ['--version']) !== undefined,
    freeBytes: freeBytes(folder),
  };
}

/** The part of the facts that costs nothing. */
export function platformFacts() {
  const { platform, arch, versions } = process;
  return { platform, arch, glibc: platform !== 'linux' || hasGlibc(), node: versions.node };
}

function hasGlibc() {
  const report = /** @type {any} */ (process.report);
  report.excludeNetwork = true; // looking up host names can take seconds
  return report.getReport().header.glibcVersionRuntime !== undefined;
}

/** @param {string} folder */
export function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/**
 * The first usable Python on PATH; else the first of all, for the message.
 * @returns {Python | undefined}
 */
export function findPython() {
  /** @type {Python[]} */
  const found = [];
  for (const command of ['python3', 'python3.13', 'python3.12', 'python3.11']) {
    const version = output(command, ['-c', 'import platform; print(platform.python_version())']);
    if (version === undefined) continue;
    if (isUsablePython(version)) return { command, version };
    found.push({ command, version });
  }
  return found[0];
}

/** @param {string} command */
function canMakeVenv(command) {
  return output(command, ['-c', 'import venv, ensurepip']) !== undefined;
}
