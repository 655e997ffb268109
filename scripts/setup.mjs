import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bindingStep } from './setup/binding.mjs';
import { cloneStep } from './setup/clone.mjs';
import { endChildrenOnSignals, listenToSpawns } from './setup/command.mjs';
import { dataStep } from './setup/data.mjs';
import { isWriteFailure, sentenceOf } from './setup/from-lib/atomic-file.mjs';
import { takeLock } from './setup/from-lib/lock-file.mjs';
import { kernelStep } from './setup/kernel.mjs';
import { packagesStep } from './setup/packages.mjs';
import { braceProblem } from './setup/plain-path.mjs';
import { gatherFacts, platformFacts, problems } from './setup/prerequisites.mjs';
import { root, SetupError } from './setup/project.mjs';
import { benchStep, fittingDevice, installedDevice, pythonStep } from './setup/python.mjs';
import { doSteps } from './setup/steps.mjs';
import { sweepStep } from './setup/sweep.mjs';

const GIB = 1024 ** 3;

/** @typedef {import('./setup/steps.mjs').Step} Step */

/**
 * @typedef {object} Options
 * @property {boolean} [bench] also the environment of PyTorch, 7 GB
 * @property {'cpu' | 'gpu'} [device] which TensorFlow; unless told, what is installed or fits
 * @property {boolean} [packagesOnly] only the npm packages
 * @property {boolean} [sweep] also Snakemake, 0.2 GB
 */

/**
 * Makes everything ready that the project's commands need, and does nothing where it is. Safe to
 * interrupt and to repeat; two at a time follow one another.
 * @param {Options} [options]
 * @returns {Promise<boolean>} whether there was anything to do
 * @throws {SetupError} with one sentence for each thing that is missing
 */
export async function setup(options = {}) {
  refuse(problems({ ...noFacts, ...platformFacts() }, {}));
  const braces = options.sweep ? braceProblem([root]) : undefined;
  refuse(braces === undefined ? [] : [braces]);
  const { device, packagesOnly = false } = options;
  const steps = [cloneStep(), ...(packagesOnly ? [packagesStep()] : allSteps(options))];
  if (steps.every((step) => step.done())) return false;

  const restoreSignals = endChildrenOnSignals();
  const sayWhoFirst = (/** @type {number} */ pid) =>
    console.error(`Waiting for the set-up that process ${pid} is at.`);
  const lock = await takeLock(join(root, '.cache', 'setup.lock'), sayWhoFirst);
  listenToSpawns(lock.noteChild);
  try {
    const pending = steps.filter((step) => !step.done()).map((step) => step.id);
    refuse(problems(gatherFacts(root), needsOf(pending, device)));
    await doSteps(steps);
  } finally {
    lock.release();
    restoreSignals();
  }
  return true;
}

/** @param {Options} options */
function allSteps({ bench = false, device, sweep = false }) {
  const steps = [packagesStep(), pythonStep(device), bindingStep(), kernelStep(), dataStep()];
  return [...steps, ...(bench ? [benchStep()] : []), ...(sweep ? [sweepStep()] : [])];
}

/**
 * What has to be here for the steps that are still to do.
 * @param {Step['id'][]} pending
 * @param {Options['device']} device
 * @returns {import('./setup/prerequisites.mjs').Needs}
 */
function needsOf(pending, device) {
  const has = (/** @type {Step['id']} */ id) => pending.includes(id);
  const gpu = has('python') && (device ?? installedDevice() ?? fittingDevice()) === 'gpu';
  const some = has('packages') || has('data') || has('sweep');
  const own = has('python') ? (gpu ? 10 : 4) : some ? 1 : 0;
  return {
    python: has('python') || has('bench'),
    compiler: has('binding'),
    bytes: (own + (has('bench') ? 8 : 0)) * GIB,
    bytesFor: has('bench') ? "set-up with the bench's PyTorch" : 'set-up',
  };
}

const noFacts = { python: undefined, venv: false, gxx: false, make: false, freeBytes: Infinity };

/** @param {string[]} sentences */
function refuse(sentences) {
  if (sentences.length > 0) throw new SetupError(sentences.join('\n'));
}

/**
 * Runs a command's main function; a SetupError ends it with its sentence and exit code 1.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    const wrongArguments = code?.startsWith('ERR_PARSE_ARGS') ?? false;
    const known = wrongArguments ? new SetupError(`${message} (see --help)`) : knownError(error);
    if (!(known instanceof SetupError)) throw known;
    if (known.details !== '') console.error(known.details.replace(/^/gm, '    '));
    console.error(known.message);
    process.exitCode = 1;
  }
}

/**
 * An error of the file system becomes the sentence that names the path and the way out.
 * @param {unknown} error
 */
function knownError(error) {
  const { cause } = /** @type {Error} */ (error);
  if (!isWriteFailure(error) && !isWriteFailure(cause)) return error;
  return new SetupError(sentenceOf(error, `a file in ${root} or ${tmpdir()}`));
}

const HELP = `npm run setup -- [--bench] [--sweep] [--device cpu|gpu]

Makes this project ready: npm packages, a Python environment with TensorFlow and JupyterLab, the
TensorFlow binding for Node, the TypeScript kernel, and CIFAR-10. All of it stays in this folder, no
root is needed. It takes a few minutes the first time and next to nothing after that, and
it goes on where it was interrupted. Every other command calls it first.

  --bench           also PyTorch, the peer of \`npm run bench\` (7 GB)
  --sweep           also Snakemake, which \`npm run sweep\` needs
  --device cpu|gpu  which TensorFlow; unless told, the one that is installed, at first the CUDA one
                    where nvidia-smi finds a GPU and the CPU one elsewhere
  --help            this text`;

async function main() {
  const { values } = parseArgs({
    options: {
      bench: { type: 'boolean' },
      device: { type: 'string' },
      sweep: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(HELP);
  const { device } = values;
  if (device !== undefined && device !== 'cpu' && device !== 'gpu') {
    throw new SetupError(`--device must be cpu or gpu, not ${device}.`);
  }
  const start = Date.now();
  const { bench = false, sweep = false } = values;
  const worked = await setup({ bench, sweep, ...(device && { device }) });
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  console.log(`${worked ? 'Set-up is complete' : 'Everything was in place'} (${seconds} s).`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runMain(main);
