import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../../lib/store/atomic-file';
import { takeLock } from '../../lib/store/lock-file';
import { projectRoot } from '../../lib/store/project-root';

/** What may change the result, besides the files of lib. */
const SETTINGS = ['tsconfig.json', 'tsconfig.tslab.json', 'package-lock.json'] as const;

/** JavaScript to run, declarations to check cells against, maps to name the TypeScript line of an error. */
const OUTPUT = ['--noEmit', 'false', '--declaration', '--sourceMap', '--noUnusedLocals', 'false'];

/** How many compiled states of lib stay: enough for commands that run while lib changes. */
const KEPT = 4;

/**
 * The folder with lib compiled: JavaScript beside declarations. The kernel that finds these in the place
 * of the TypeScript files still checks every cell's types, but need not compile two hundred files first.
 *
 * Compiled by the notebooks' own TypeScript, once for each state of lib; a second call finds it there.
 * @param root a project's folder: it holds lib, the files of SETTINGS and node_modules
 * @throws with the compiler's messages, when lib does not compile
 */
export async function compiledLib(root = projectRoot()): Promise<string> {
  const store = join(root, '.cache', 'lib'); // within the project, where packages are found
  const folder = join(store, stateOf(root));
  if (!existsSync(folder)) {
    const lock = await takeLock(`${store}.lock`, () => {});
    try {
      if (!existsSync(folder)) await compileInto(folder, root);
    } finally {
      lock.release();
    }
  }
  const now = new Date();
  utimesSync(folder, now, now); // used now, so that it stays
  removeOldest(store);
  return folder;
}

/** Names a state of lib: a digest of its files and of all that decides how they are compiled. */
function stateOf(root: string): string {
  const files = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') || file.endsWith('.json'))
    .map((file) => join('lib', file))
    .sort();
  const hash = createHash('sha256').update(OUTPUT.join());
  for (const file of [...SETTINGS, ...files]) {
    const content = readFileSync(join(root, file));
    hash.update(`\n${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Compiles aside and moves the whole folder, so that nobody finds half of it. */
async function compileInto(folder: string, root: string): Promise<void> {
  makeFolder(dirname(folder));
  const aside = mkdtempSync(join(dirname(folder), 'partial-'));
  try {
    await compile(root, aside);
    renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

async function compile(root: string, output: string): Promise<void> {
  const compiler = join(root, 'node_modules', '@tslab', 'typescript-for-tslab', 'lib', 'tsc.js');
  const where = ['-p', 'tsconfig.tslab.json', '--rootDir', 'lib', '--outDir', output];
  try {
    await promisify(execFile)(process.execPath, [compiler, ...where, ...OUTPUT], { cwd: root });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    const said = `${stdout}${stderr}`.trim();
    throw new Error(`lib does not compile, so no notebook can use it:\n${said}`, { cause: error });
  }
}

/** A folder that another process has just removed counts as the oldest. */
function removeOldest(store: string): void {
  const states = readdirSync(store)
    .map((name) => join(store, name))
    .map((folder) => ({ folder, used: statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.used - a.used);
  for (const { folder } of states.slice(KEPT)) rmSync(folder, { recursive: true, force: true });
}
