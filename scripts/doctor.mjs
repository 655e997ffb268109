import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bindingStep, installedTensorflow } from './setup/binding.mjs';
import { cloneFault } from './setup/clone.mjs';
import { output } from './setup/command.mjs';
import { batchNames, dataFolder, missingBatches } from './setup/data.mjs';
import { kernelFault, tryKernel } from './setup/kernel.mjs';
import { packagesStep } from './setup/packages.mjs';
import { gatherFacts, gigabytes, problems } from './setup/prerequisites.mjs';
import { benchVenvFolder, projectEnvironment, root } from './setup/project.mjs';
import { benchStep, fittingDevice, installedDevice, pythonStep } from './setup/python.mjs';
import { sweepStep } from './setup/sweep.mjs';
import { runMain } from './setup.mjs';

/**
 * One line of the doctor's: what it is, whether it is well, what is there, what to do if it is not.
 * @typedef {object} Finding
 * @property {string} name
 * @property {boolean | 'optional'} well 'optional': it is not there and need not be
 * @property {string} found
 * @property {string} [remedy]
 */

const SET_UP = 'run `npm run setup`';

/**
 * @param {Finding} finding
 * @returns {string}
 */
export function findingLine({ name, well, found, remedy }) {
  const mark = well === true ? '✓' : well === 'optional' ? '–' : '✗';
  const line = `${mark} ${name.padEnd(14)} ${found}`;
  return well === true || remedy === undefined ? line : `${line}\n  ${' '.repeat(14)} → ${remedy}`;
}

/** @returns {Finding[]} */
function machineFindings() {
  const facts = gatherFacts(root);
  const { python } = facts;
  const problem = (/** @type {Partial<typeof facts>} */ part, /** @type {object} */ needs = {}) =>
    problems({ ...wellMachine, ...part }, needs)[0];
  /** @type {(name: string, found: string, remedy: string | undefined) => Finding} */
  const finding = (name, found, remedy) =>
    remedy === undefined ? { name, found, well: true } : { name, found, remedy, well: false };
  return [
    finding(
      'platform',
      `${facts.platform} ${facts.arch}`,
      problem({ platform: facts.platform, arch: facts.arch, glibc: facts.glibc }),
    ),
    finding('Node', facts.node, problem({ node: facts.node })),
    finding(
      'Python',
      python === undefined ? 'missing' : `${python.version} (${python.command})`,
      problem({ python, venv: facts.venv }, { python: true }),
    ),
    finding(
      'compiler',
      `g++ ${facts.gxx ? 'found' : 'missing'}, make ${facts.make ? 'found' : 'missing'}`,
      problem({ gxx: facts.gxx, make: facts.make }, { compiler: true }),
    ),
    {
      name: 'disk',
      well: true,
      found: `${gigabytes(facts.freeBytes)} free (set-up takes 4 GB, the bench 8 GB more)`,
    },
  ];
}

const wellMachine = {
  platform: 'linux',
  arch: 'x64',
  glibc: true,
  node: '22.0.0',
  python: { command: 'python3', version: '3.11.0' },
  venv: true,
  gxx: true,
  make: true,
  freeBytes: Infinity,
};

/** @returns {Finding[]} */
function installedFindings() {
  const packages = packagesStep().done();
  return [
    cloneFinding(),
    {
      name: 'npm packages',
      well: packages,
      found: packages ? 'as in package-lock.json' : 'missing, or other than in package-lock.json',
      remedy: SET_UP,
    },
    pythonFinding(),
    ...nodeFindings(),
    dataFinding(),
    browserFinding(packages),
    sweepFinding(),
    peerFinding(),
  ];
}

/** @returns {Finding} */
function cloneFinding() {
  const name = 'own files';
  const fault = cloneFault();
  if (fault !== undefined) return { name, well: false, found: fault, remedy: SET_UP };
  return { name, well: true, found: 'with their links and line ends' };
}

/**
 * What belongs to one version of Node. Under another it would be found missing, and is not to blame.
 * @returns {Finding[]}
 */
function nodeFindings() {
  const { node } = process.versions;
  if (problems({ ...wellMachine, node }, {}).length === 0)
    return [bindingFinding(), kernelFinding()];
  const found = `not looked at with Node ${node}`;
  const remedy = 'first the Node that is named above, then `npm run doctor` again';
  return ['binding', 'kernel'].map((name) => ({ name, well: false, found, remedy }));
}

/** @returns {Finding} */
function bindingFinding() {
  if (bindingStep().done()) return loadedFinding();
  const found = 'not built for this TensorFlow and this Node';
  return { name: 'binding', well: false, found, remedy: SET_UP };
}

/** @returns {Finding} */
function kernelFinding() {
  const name = 'kernel';
  const fault = kernelFault();
  if (fault !== undefined) return { name, well: false, found: fault, remedy: SET_UP };
  const said = tryKernel();
  if (said === undefined) {
    return { name, well: true, found: `TypeScript (tslab) on ${process.execPath}, computes 1 + 1` };
  }
  const remedy = 'delete .venv and node_modules, then run `npm run setup`';
  return { name, well: false, found: `does not answer: ${said}`, remedy };
}

/** @returns {Finding} */
function pythonFinding() {
  const tensorflow = installedTensorflow();
  const name = 'TensorFlow';
  if (tensorflow === undefined || !pythonStep(undefined).done()) {
    return { name, well: false, found: 'no finished Python environment in .venv', remedy: SET_UP };
  }
  const found = `${tensorflow.version}, ${installedDevice() === 'gpu' ? 'CUDA' : 'CPU'} wheel, in .venv`;
  if (installedDevice() === 'cpu' && fittingDevice() === 'gpu') {
    const remedy = 'this machine has an NVIDIA GPU: `npm run setup -- --device gpu` uses it';
    return { name, well: 'optional', found, remedy };
  }
  return { name, well: true, found };
}

/** @returns {Finding} */
function loadedFinding() {
  const said = output(process.execPath, ['-e', askBinding], {
    cwd: root,
    env: projectEnvironment(),
    timeout: 60_000,
  });
  const name = 'binding';
  if (said === undefined) {
    const remedy = 'delete node_modules/@tensorflow/tfjs-node-gpu/lib, then run `npm run setup`';
    return { name, well: false, found: 'is built, but does not load', remedy };
  }
  const { backend, version, gpu } = JSON.parse(said.split('\n').pop() ?? '');
  return {
    name,
    well: backend === 'tensorflow',
    found: `backend ${backend}, TensorFlow ${version}, on the ${gpu ? 'GPU' : 'CPU'}`,
    remedy: SET_UP,
  };
}

const askBinding = `
const tf = require('@tensorflow/tfjs-node-gpu');
const { binding, isUsingGpuDevice } = tf.backend();
console.log('');
console.log(JSON.stringify({ backend: tf.getBackend(), version: binding.TF_Version, gpu: isUsingGpuDevice }));
`;

/** @returns {Finding} */
function dataFinding() {
  const missing = missingBatches();
  const name = 'CIFAR-10';
  if (missing.length > 0) {
    return {
      name,
      well: false,
      found: `missing or cut short: ${missing.join(', ')}`,
      remedy: SET_UP,
    };
  }
  const bytes = batchNames.reduce((sum, file) => sum + statSync(join(dataFolder, file)).size, 0);
  return {
    name,
    well: true,
    found: `6 batches, 60,000 images, ${Math.round(bytes / 1e6)} MB, in data/cifar10`,
  };
}

/**
 * @param {boolean} packages whether the npm packages are all there
 * @returns {Finding}
 */
function browserFinding(packages) {
  const name = 'browser';
  if (!packages) return { name, well: false, found: 'comes with the npm packages', remedy: SET_UP };
  const said = output(process.execPath, ['--input-type=module', '-e', askBrowser], {
    cwd: root,
    timeout: 60_000,
  });
  const found = said
    ?.split('\n')
    .find((line) => /Chrom/.test(line))
    ?.trim();
  if (found !== undefined) return { name, well: true, found: `${found}, headless, from npm` };
  const remedy =
    'it draws the pictures: see that the system temporary folder is writable, then delete node_modules and run `npm run setup`';
  return { name, well: false, found: 'does not start', remedy };
}

const askBrowser = `
import chromium from '@sparticuz/chromium';
import { execFileSync } from 'node:child_process';
const program = await chromium.executablePath();
console.log(execFileSync(program, ['--no-sandbox', '--version'], { encoding: 'utf8' }));
`;

/** @returns {Finding} */
function sweepFinding() {
  const name = 'Snakemake';
  if (sweepStep().done()) return { name, well: true, found: 'in .venv, for `npm run sweep`' };
  const remedy = '`npm run sweep` fetches it (0.2 GB)';
  return { name, well: 'optional', found: 'not there, only sweeps need it', remedy };
}

/** @returns {Finding} */
function peerFinding() {
  const name = 'PyTorch';
  if (benchStep().done()) return { name, well: true, found: 'in .venv-bench, for `npm run bench`' };
  const found = existsSync(benchVenvFolder) ? 'unfinished' : 'not there, only the bench needs it';
  return { name, well: 'optional', found, remedy: '`npm run bench` fetches it (7 GB)' };
}

const HELP = `npm run doctor

Shows what this project needs, what of it is here, and what to do about each lack. Changes nothing.`;

await runMain(async () => {
  if (process.argv.includes('--help') || process.argv.includes('-h')) return console.log(HELP);
  for (const finding of machineFindings()) console.log(findingLine(finding));
  for (const finding of installedFindings()) console.log(findingLine(finding));
});
