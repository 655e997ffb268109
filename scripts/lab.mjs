import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { compiledLib } from './lab/compiled-lib.mjs';
import { refreshCopies } from './lab/copies.mjs';
import { runProgram } from './run.mjs';
import { makeFolder } from './setup/from-lib/atomic-file.mjs';
import { spec } from './setup/kernel.mjs';
import { root, SetupError, venvFolder, writeJson } from './setup/project.mjs';
import { runMain, setup } from './setup.mjs';

const HELP = `npm run lab -- [--originals] [JupyterLab's arguments, such as --no-browser --port 8899]

Sets up what is missing, then opens JupyterLab on your own copies of the notebooks, in lab/, which git ignores: run and
change them as you like. Copies that you have not changed follow the notebooks; those that you have are never touched.
After an edit in lib/ restart the notebook's kernel.

  --originals  opens notebooks/ itself, to change what the project keeps
  --help       this text

Stop it with Ctrl-C.`;

async function main() {
  const given = process.argv.slice(2);
  if (given.includes('--help') || given.includes('-h')) return console.log(HELP);
  await setup();
  const notebooks = join(root, 'notebooks');
  if (!existsSync(notebooks)) {
    throw new SetupError(
      'The folder notebooks/ is missing: restore it with `git checkout notebooks`.',
    );
  }
  const originals = given.includes('--originals');
  if (!originals) refresh(notebooks);
  console.log('Compiling lib for the kernels; after an edit in lib/ restart the kernel.');
  compiledLib();
  await openLab(
    originals ? 'notebooks' : 'lab',
    given.filter((arg) => arg !== '--originals'),
  );
}

/** @param {string} notebooks folder */
function refresh(notebooks) {
  for (const name of refreshCopies(notebooks, join(root, 'lab'))) {
    console.log(
      `lab/${name} has changes of yours and stays as it is; notebooks/${name} is newer. ` +
        'To have that one, rename or delete yours and run `npm run lab` again.',
    );
  }
}

/**
 * @param {'lab' | 'notebooks'} folder
 * @param {readonly string[]} args JupyterLab's
 */
async function openLab(folder, args) {
  const settings = labSettings();
  const paths = [settings, ...(process.env.JUPYTER_PATH ? [process.env.JUPYTER_PATH] : [])];
  try {
    process.exitCode = await runProgram(
      join(venvFolder, 'bin', 'jupyter-lab'),
      [
        `--ServerApp.root_dir=${root}`, // so that the notebooks' links to README and lib work
        `--LabApp.default_url=/lab/tree/${folder}/00-overview.ipynb`,
        '--MultiKernelManager.default_kernel_name=tslab',
        '--KernelSpecManager.allowed_kernelspecs=tslab', // a cell that is run too early would ask for one, Python first
        ...(process.getuid?.() === 0 ? ['--allow-root'] : []), // in a container
        ...args,
      ],
      { LAB: settings, JUPYTER_PATH: paths.join(delimiter) }, // LAB: for the kernels' folders; they tell of edits in lib
    );
  } finally {
    rmSync(settings, { recursive: true, force: true });
  }
}

/** @returns {string} a folder in which Jupyter finds the kernel of scripts/lab/kernel.mjs, before that of set-up */
function labSettings() {
  const cache = join(root, '.cache');
  makeFolder(cache);
  const folder = mkdtempSync(join(cache, 'lab-'));
  const argv = [process.execPath, join(root, 'scripts', 'lab', 'kernel.mjs'), '{connection_file}'];
  writeJson(join(folder, 'kernels', 'tslab', 'kernel.json'), { ...spec, argv });
  return folder;
}

await runMain(main);
