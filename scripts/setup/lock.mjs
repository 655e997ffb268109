import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJson, writeJson } from './project.mjs';

/**
 * Holds a lock file, so that two set-ups in one folder follow one another. A lock whose process and
 * last command have both ended is taken over.
 * @param {string} file
 * @param {(pid: number) => void} onWait called once, when another set-up has to be waited for
 * @returns {Promise<{noteChild: (pid: number) => void, release: () => void}>}
 */
export async function takeLock(file, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  const owner = identity(process.pid);
  for (let waited = false; !tryToCreate(file, { owner }); ) {
    const found = readJson(file);
    if (!isAlive(found?.owner) && !isAlive(found?.child)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!waited) onWait(found.owner.pid);
    waited = true;
    await sleep(500);
  }
  const release = () => {
    process.off('exit', release);
    if (readJson(file)?.owner?.pid === process.pid) rmSync(file, { force: true });
  };
  process.once('exit', release);
  return { noteChild: (pid) => writeJson(file, { owner, child: identity(pid) }), release };
}

/**
 * @param {string} file
 * @param {object} content
 */
function tryToCreate(file, content) {
  const whole = `${file}.${process.pid}`;
  try {
    writeFileSync(whole, JSON.stringify(content));
    linkSync(whole, file); // with its content at once, and refused where the file exists
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(whole, { force: true });
  }
}

/**
 * A process by number and start time: numbers are used again, pairs are not.
 * @param {number} pid
 */
function identity(pid) {
  return { pid, started: startTime(pid) };
}

/** @param {{pid: number, started: string | undefined} | undefined} process */
function isAlive(process) {
  return process?.started !== undefined && startTime(process.pid) === process.started;
}

/**
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process
 */
function startTime(pid) {
  try {
    // /proc/<pid>/stat: what follows the name in brackets starts with field 3; field 22 is the start.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
