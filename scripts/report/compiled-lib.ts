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
import { SourceMap } from 'node:module';
import { basename, dirname, join } from 'node:path';
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
 * The folder with lib compiled by the notebooks' own TypeScript, once for each state of lib: JavaScript beside
 * declarations. The kernel that finds these in the place of the TypeScript files still checks every cell's types, but
 * need not compile two hundred files first.
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
  const compiler = join(root, 'node_modules', '@tslab', 'typescript-for-tslab', 'lib', 'tsc.js');
  const where = ['-p', 'tsconfig.tslab.json', '--rootDir', 'lib', '--outDir', aside];
  try {
    const compile = promisify(execFile)(process.execPath, [compiler, ...where, ...OUTPUT], {
      cwd: root,
    });
    await compile.catch(({ stdout, stderr }) => {
      const said = `${stdout}${stderr}`.trim();
      throw new Error(`lib does not compile, so no notebook can use it:\n${said}`);
    });
    renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
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

/**
 * Names the TypeScript file and line in the place of each compiled one in a text, such as an error's
 * stack: `<lib>/notebook/show.js:12:5` becomes `lib/notebook/show.ts:70:3`, `<lib>/notebook/show.js:12` becomes
 * `lib/notebook/show.ts:70`. Places that a file's map does not know keep their line and column.
 * @param lib the folder that `compiledLib` gave; its name leads to it from any way of writing its path
 */
export function sourcePlaces(text: string, lib: string): string {
  const compiled = `[^\\s()'"]*/${basename(lib)}/([\\w./-]+)\\.js:(\\d+)(?::(\\d+))?`;
  return text.replace(new RegExp(compiled, 'g'), (_, file, line, column) => {
    const map = new SourceMap(JSON.parse(readFileSync(join(lib, `${file}.js.map`), 'utf8')));
    const own = map.findEntry(Number(line) - 1, Number(column ?? 1_000) - 1); // else behind its end
    const place =
      'originalLine' in own ? [own.originalLine + 1, own.originalColumn + 1] : [line, column];
    return [`lib/${file}.ts`, ...place.slice(0, column === undefined ? 1 : 2)].join(':');
  });
}
