/**
 * Starts tslab for JupyterLab: with lib as it is now, compiled, which saves half a minute. A kernel keeps that lib to
 * its end; after an edit a restarted one has the new.
 */
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { makeFolder } from '../setup/from-lib/atomic-file.mjs';
import { root } from '../setup/project.mjs';
import { compiledLib } from './compiled-lib.mjs';
import { readable } from './error-text.mjs';

/**
 * A folder that looks like the notebook's own, except that `lib` leads to the compiled one. It lies within the project,
 * where packages are found.
 * @param {string} own
 */
function folderLike(own) {
  const place = process.env.LAB || join(root, '.cache'); // LAB's is removed with all in it when JupyterLab ends
  makeFolder(place);
  const folder = mkdtempSync(join(place, 'kernel-'));
  for (const name of readdirSync(own)) {
    if (name !== 'lib') symlinkSync(join(own, name), join(folder, name));
  }
  symlinkSync(compiledLib() ?? join(root, 'lib'), join(folder, 'lib'));
  return folder;
}

const own = process.cwd();
const folder = folderLike(own);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.chdir(folder); // where tslab finds what cells import
const print = console.error;
console.error = (...printed) => print(...readable(printed));
createRequire(import.meta.url)('tslab/dist/main.js').startKernel({
  configPath: process.argv[2],
  enableFindLocal: false,
});
process.chdir(own); // where cells read and write files
