import { spawn, spawnSync } from 'node:child_process';
import { SetupError } from './project.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @type {(pid: number) => void} */
let onSpawn = () => {};

/**
 * Calls back with the process id of every command that `run` starts.
 * @param {(pid: number) => void} listener
 */
export function listenToSpawns(listener) {
  onSpawn = listener;
}

/**
 * Ends this process with its children when it is told to stop, so that none goes on unseen.
 * @returns {() => void} goes back to how signals were handled before
 */
export function endChildrenOnSignals() {
  const listeners = /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]).map(([signal, code]) => {
    const listener = () => {
      for (const child of running) killGroup(child);
      process.exit(code);
    };
    process.once(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}

/** @param {import('node:child_process').ChildProcess} child */
function killGroup(child) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  } catch {
    // it had ended already
  }
}

/**
 * Runs a command quietly to its end; shows nothing but hands each line of its output on.
 * @param {string} name what is being done, for the error message
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void,
 *   isNoise?: (line: string) => boolean}} [options] lines that `isNoise` are left out of the error
 * @returns {Promise<void>}
 * @throws {SetupError} with the last lines of the output, when the command fails
 */
export function run(name, command, args, { cwd, env = process.env, onLine, isNoise } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a process group of its own, so that all of it can be ended
    });
    running.add(child);
    if (child.pid !== undefined) onSpawn(child.pid);
    const kept = createExcerpt(10, 15);
    /** @param {string} line */
    const take = (line) => {
      if (line.trim() === '') return;
      onLine?.(line);
      if (isNoise?.(line) !== true) kept.add(line);
    };
    const flushes = [child.stdout, child.stderr].map((stream) => splitLines(stream, take));
    child.on('error', (error) => {
      running.delete(child);
      reject(new SetupError(explainFailure(name, error.message), error.message));
    });
    child.on('close', (code) => {
      running.delete(child);
      for (const flush of flushes) flush();
      if (code === 0) resolve();
      else reject(new SetupError(explainFailure(name, kept.text()), kept.text()));
    });
  });
}

/**
 * Keeps the first and the last lines of a long output: causes stand at either end.
 * @param {number} first
 * @param {number} last
 */
export function createExcerpt(first, last) {
  /** @type {string[]} */
  const head = [];
  /** @type {string[]} */
  const tail = [];
  let dropped = 0;
  return {
    /** @param {string} line */
    add(line) {
      if (head.length < first) head.push(line);
      else tail.push(line);
      if (tail.length > last) {
        tail.shift();
        dropped += 1;
      }
    },
    text() {
      return [...head, ...(dropped > 0 ? [`… ${dropped} lines …`] : []), ...tail].join('\n');
    },
  };
}

/**
 * @param {import('node:stream').Readable} stream
 * @param {(line: string) => void} take
 * @returns {() => void} hands on what is left when the stream has ended
 */
function splitLines(stream, take) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    const lines = (rest + chunk).split(/[\r\n]/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  return () => take(rest);
}

/**
 * The output of a command that ends soon.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{env?: NodeJS.ProcessEnv, cwd?: string, timeout?: number}} [options]
 * @returns {string | undefined} undefined when it is missing, fails or takes over `timeout` ms
 */
export function output(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', timeout: 30_000, ...options });
  return result.status === 0 ? result.stdout.trim() : undefined;
}

const causes = /** @type {const} */ ([
  [
    /ENOSPC|No space left on device/i,
    'the disk is full: free some space (npm run doctor shows how much there is)',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EIDLETIMEOUT|name resolution|NewConnectionError|ConnectTimeout|Read timed out|Max retries|Network is unreachable/i,
    'the network did not answer: check the connection and any proxy settings',
  ],
  [
    /`npm ci` can only install/,
    'package.json and package-lock.json do not agree: restore both with git, or run `npm install`',
  ],
  [
    /EACCES|Permission denied/i,
    'a file may not be written: check who owns the project folder (no root is needed)',
  ],
]);

/**
 * One sentence on why a step failed and what to do, from the output of its command.
 * @param {string} name the step's name
 * @param {string} text the output
 * @returns {string}
 */
export function explainFailure(name, text) {
  const cause = causes.find(([pattern]) => pattern.test(text))?.[1] ?? 'the lines above say why';
  return `${name} failed, ${cause}; then run \`npm run setup\` again, it goes on where it stopped.`;
}
