import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeAtomically } from '../setup/from-lib/atomic-file.mjs';
import { readJson, writeJson } from '../setup/project.mjs';

/** Remembers, in the folder of the copies, what each was copied from. */
const RECORD = '.copies.json';

/**
 * What a copy was when it was made: digests of its file and of its cells.
 * @typedef {{file: string, cells: string}} Origin
 */

/**
 * Copies the notebooks into the folder that JupyterLab works in, so that running them changes nothing that git tracks.
 *
 * A copy whose cells are as they were copied follows its notebook; once the notebook has other cells it takes them, and
 * is removed with its notebook. A copy with cells of the reader's is never touched.
 * @param {string} notebooks folder
 * @param {string} lab folder
 * @returns {readonly string[]} names of edited copies whose notebooks have changed since
 */
export function refreshCopies(notebooks, lab) {
  makeFolder(lab);
  linkLib(join(lab, 'lib'));
  const record = join(lab, RECORD);
  /** @type {Record<string, Origin>} */
  const origins = readJson(record) ?? {};
  /** @type {string[]} */
  const behind = [];
  for (const name of names(notebooks)) {
    const now = originOf(join(notebooks, name));
    const state = stateOf(join(lab, name), now, origins[name]);
    if (state === 'edited' && origins[name]?.cells !== now.cells) behind.push(name);
    if (state === 'edited') continue;
    if (state === 'run') {
      origins[name] = { file: origins[name]?.file ?? '', cells: now.cells };
      continue;
    }
    if (state === 'old') writeAtomically(join(lab, name), readFileSync(join(notebooks, name)));
    origins[name] = now;
  }
  for (const [name, origin] of Object.entries(origins)) {
    if (existsSync(join(notebooks, name))) continue;
    const copy = join(lab, name);
    if (existsSync(copy) && originOf(copy).cells === origin.cells) rmSync(copy);
    delete origins[name];
  }
  writeJson(record, origins);
  return behind;
}

/**
 * By which cells import, where another program than `npm run lab` starts the kernel.
 * @param {string} link
 */
function linkLib(link) {
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined)
    symlinkSync(join('..', 'lib'), link);
}

/**
 * @param {string} copy
 * @param {Origin} now of its notebook
 * @param {Origin | undefined} then of the notebook when it was copied
 * @returns {'current' | 'old' | 'run' | 'edited'} 'run': only its outputs are the reader's, and its notebook's cells are
 * what they were
 */
function stateOf(copy, now, then) {
  if (!existsSync(copy)) return 'old';
  const found = originOf(copy);
  if (found.file === now.file) return 'current';
  if (found.cells === now.cells) return found.file === then?.file ? 'old' : 'run';
  return found.cells === then?.cells ? 'old' : 'edited';
}

/** @param {string} folder */
function names(folder) {
  return readdirSync(folder).filter((name) => name.endsWith('.ipynb'));
}

/**
 * @param {string} file a notebook; one that cannot be read has cells like no other
 * @returns {Origin}
 */
function originOf(file) {
  const bytes = readFileSync(file);
  const cells = readJson(file)?.cells;
  const sources = Array.isArray(cells)
    ? cells.map(sourceOf).filter(([, text]) => text !== '')
    : bytes.toString();
  return { file: digest(bytes), cells: digest(JSON.stringify(sources)) };
}

/**
 * What a reader edits of a cell. Empty ones do not count: JupyterLab adds one below the last cell that is run.
 * @param {{cell_type?: string, source?: string | string[]}} cell
 */
function sourceOf({ cell_type, source = '' }) {
  return [cell_type, (Array.isArray(source) ? source.join('') : source).trim()];
}

/** @param {string | Buffer} content */
function digest(content) {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
