import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { output, run } from './command.mjs';
import { makeFolder, writeAtomically } from './from-lib/atomic-file.mjs';
import { npm } from './packages.mjs';
import {
  holdsJson,
  projectEnvironment,
  readJson,
  root,
  SetupError,
  tensorflowFolder,
  venvFolder,
  writeJson,
} from './project.mjs';

const wheelFolder = join(tensorflowFolder, 'tensorflow');
const packageFolder = join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
const builtFolder = join(packageFolder, 'lib', 'napi-v8'); // where its loader looks on Node 20 and 22
const stampFile = join(builtFolder, 'setup.json');

/**
 * Step: the native binding of tfjs-node-gpu, compiled unchanged against the TensorFlow wheel in the
 * virtual environment, in place of the TensorFlow 2.9 that its own install script downloads.
 * @returns {import('./steps.mjs').Step}
 */
export function bindingStep() {
  return {
    id: 'binding',
    name: 'TensorFlow binding for Node',
    after: ['packages', 'python'],
    done: () =>
      existsSync(join(builtFolder, 'tfjs_binding.node')) &&
      existsSync(join(packageFolder, 'deps', 'lib', 'libtensorflow_cc.so.2')) &&
      holdsJson(stampFile, stamp()),
    work: build,
  };
}

/** What the binding was built from: it is built again when any of it changes. */
function stamp() {
  return {
    package: readJson(join(packageFolder, 'package.json'))?.version,
    wheel: relative(root, wheelFolder),
    tensorflow: installedTensorflow(),
    nodeAbi: process.versions.modules,
  };
}

/**
 * The TensorFlow wheel that is there.
 * @returns {{name: string, version: string} | undefined} undefined when there is none
 */
export function installedTensorflow() {
  if (!existsSync(tensorflowFolder)) return undefined;
  const names = readdirSync(tensorflowFolder).map((name) =>
    /^(tensorflow(?:_cpu)?)-(.+)\.dist-info$/.exec(name),
  );
  const [, name = '', version = ''] = names.find((match) => match !== null) ?? [];
  return name === '' ? undefined : { name, version };
}

/** @param {(text: string) => void} note */
async function build(note) {
  requireWheelFiles(wheelFolder);
  // Compiled outside the project: make cannot handle a blank in the project's path.
  const folder = mkdtempSync(join(tmpdir(), 'tfjs-binding-'));
  try {
    cpSync(join(packageFolder, 'binding'), join(folder, 'binding'), { recursive: true });
    linkWheel(folder, wheelFolder);
    const original = readFileSync(join(packageFolder, 'binding.gyp'), 'utf8');
    writeFileSync(join(folder, 'binding.gyp'), patchGyp(original));
    note('compiling');
    await compile(folder);
    note('trying it');
    await publish(join(folder, 'out', 'tfjs_binding.node'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} wheel */
function requireWheelFiles(wheel) {
  const files = [
    'include/tensorflow/c/eager/c_api.h',
    'include/tensorflow/core/platform/ctstring_internal.h',
    'libtensorflow_cc.so.2',
    'libtensorflow_framework.so.2',
  ];
  const missing = files.filter((file) => !existsSync(join(wheel, file)));
  if (missing.length === 0) return;
  throw new SetupError(
    `TensorFlow's wheel lacks ${missing.join(', ')}: delete .venv and run \`npm run setup\` again.`,
  );
}

/**
 * Links to the wheel's folders; links to single files would break TensorFlow's search for CUDA.
 * @param {string} folder
 * @param {string} wheel
 */
function linkWheel(folder, wheel) {
  const deps = join(folder, 'deps');
  makeFolder(deps);
  for (const [name, target] of [
    ['include', join(wheel, 'include')],
    ['lib', wheel],
  ]) {
    rmSync(join(deps, /** @type {string} */ (name)), { recursive: true, force: true });
    symlinkSync(
      relative(deps, /** @type {string} */ (target)),
      join(deps, /** @type {string} */ (name)),
    );
  }
}

/**
 * The package's build file, linking the libraries of the wheel instead of libtensorflow's.
 * @param {string} original
 * @returns {string} the same text when it was patched already
 * @throws {SetupError} when it is not the build file that this knows
 */
export function patchGyp(original) {
  const patched = original
    .replace("'-ltensorflow',", "'-l:libtensorflow_cc.so.2',")
    .replace("'-ltensorflow_framework',", "'-l:libtensorflow_framework.so.2',")
    .replace(/'-Wl,-rpath,[^']*'/, "'-Wl,-rpath,\\$$$$ORIGIN/../../deps/lib'");
  if (!patched.includes('-l:libtensorflow_cc.so.2') || !patched.includes('ORIGIN/../../deps/lib')) {
    throw new SetupError(
      'The build file of @tensorflow/tfjs-node-gpu is not the known one of version 4.22.0: delete node_modules and run `npm run setup` again.',
    );
  }
  return patched;
}

/** @param {string} folder with binding.gyp */
async function compile(folder) {
  const headers = nodeHeaders();
  await run(
    'Compiling the TensorFlow binding',
    process.execPath,
    [
      nodeGyp(),
      'rebuild',
      '--jobs=max',
      '--napi_build_version=8',
      '--module_name=tfjs_binding',
      `--module_path=${join(folder, 'out')}`,
      ...(headers === undefined ? [] : [`--nodedir=${headers}`]),
    ],
    {
      cwd: folder,
      env: { ...process.env, NODE_GYP_FORCE_PYTHON: join(venvFolder, 'bin', 'python') },
    },
  );
}

/** node-gyp inside npm. */
function nodeGyp() {
  const fromNpm = process.env.npm_config_node_gyp;
  if (fromNpm !== undefined && existsSync(fromNpm)) return fromNpm;
  const [command, ...first] = npm();
  const asked = output(command, [...first, 'exec', '-c', 'echo "$npm_config_node_gyp"'], {
    cwd: root,
  });
  const found = asked?.split('\n').pop();
  if (found !== undefined && existsSync(found)) return found;
  throw new SetupError(
    'npm has no node-gyp inside: install npm 9 or newer (`npm install -g npm@10`).',
  );
}

/**
 * Where this Node's headers are installed.
 * @returns {string | undefined} undefined: node-gyp downloads them
 */
function nodeHeaders() {
  const candidates = [dirname(dirname(process.execPath)), process.env.npm_config_nodedir, '/usr'];
  return candidates.find((folder) => folder !== undefined && hasHeaders(folder));
}

/** @param {string} folder */
function hasHeaders(folder) {
  const file = join(folder, 'include', 'node', 'node_version.h');
  if (!existsSync(file)) return false;
  const major = /define NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(file, 'utf8'))?.[1];
  return major === process.versions.node.split('.')[0];
}

/**
 * Puts the binding in place, tries it, and only then writes the stamp.
 * @param {string} built
 */
async function publish(built) {
  linkWheel(packageFolder, wheelFolder);
  makeFolder(builtFolder);
  const target = join(builtFolder, 'tfjs_binding.node');
  writeAtomically(target, readFileSync(built)); // programs that have the old one open keep it
  await run('Loading the TensorFlow binding', process.execPath, ['-e', tryOut], {
    cwd: root,
    env: projectEnvironment(),
  });
  writeJson(stampFile, stamp());
}

const tryOut = `
const tf = require('@tensorflow/tfjs-node-gpu');
if (tf.getBackend() !== 'tensorflow') throw new Error('the backend is ' + tf.getBackend());
if (tf.matMul([[2]], [[3]]).dataSync()[0] !== 6) throw new Error('2 x 3 is not 6');
`;
