import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { readJson, root } from './project.mjs';

/**
 * Step: the npm packages of package-lock.json, without their install scripts.
 * @returns {import('./steps.mjs').Step}
 */
export function packagesStep() {
  return {
    id: 'packages',
    name: 'npm packages',
    after: ['clone'],
    done: () => packagesMatch(root),
    work: install,
  };
}

/**
 * Whether node_modules holds what the lock file names. npm writes its own list of what it installed
 * last of all, so an interrupted installation does not match.
 * @param {string} folder with package-lock.json and node_modules
 */
export function packagesMatch(folder) {
  const wanted = readJson(join(folder, 'package-lock.json'))?.packages;
  const present = readJson(join(folder, 'node_modules', '.package-lock.json'))?.packages;
  if (wanted === undefined || present === undefined) return false;
  return (
    Object.keys(present).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, entry]) => path === '' || isPresent(path, entry))
  );

  /**
   * @param {string} path
   * @param {{version: string, integrity?: string, optional?: boolean}} entry
   */
  function isPresent(path, entry) {
    const found = present[path];
    if (found === undefined) return entry.optional === true; // those of other platforms
    return (
      found.version === entry.version &&
      found.integrity === entry.integrity &&
      existsSync(join(folder, path, 'package.json'))
    );
  }
}

/** @param {(text: string) => void} note */
async function install(note) {
  const total = Object.keys(readJson(join(root, 'package-lock.json')).packages).length - 1;
  let fetched = 0;
  const [command, ...first] = npm();
  await run(
    'Installing the npm packages',
    command,
    [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'],
    {
      cwd: root,
      isNoise: (line) => /^npm (http|warn)/i.test(line),
      onLine(line) {
        if (!/^npm http (fetch|cache)/.test(line)) return;
        fetched += 1;
        note(`${Math.min(fetched, total)} of up to ${total} packages (about 300 MB)`);
      },
    },
  );
}

/**
 * The npm that runs us, else the one on PATH.
 * @returns {[string, ...string[]]} a command with its first arguments
 */
export function npm() {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('npm-cli.js') === true ? [process.execPath, cli] : ['npm'];
}
