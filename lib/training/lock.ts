import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { runFolder, writeFailure } from '../store/run-store';

/** A writer on another host that has not shown a sign of life for this long is taken for dead. */
const STALE_MILLISECONDS = 10 * 60_000;
const HEARTBEAT_MILLISECONDS = 20_000;
/** The kernel's letters for a process that runs no more: zombie, dead. */
const DEAD = ['Z', 'X'];

/** The process that is writing a run. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** When the process started, in the kernel's clock ticks: process numbers are used again. */
  readonly started: string;
}

export interface RunLock {
  /** Shows a sign of life, at most every 20 seconds. */
  readonly beat: () => void;
  /** Gives the run free; a folder that holds nothing by then is removed. */
  readonly release: () => void;
}

/**
 * Claims a run for this process.
 * @throws when a living process has it, naming host and process
 */
export function lockRun(id: string, runs: string): RunLock {
  const folder = runFolder(id, runs);
  const file = join(folder, '.lock');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeFailure(file, error as NodeJS.ErrnoException);
  }
  const self: Owner = { host: hostname(), pid: process.pid, started: startOf(process.pid) };
  claim(file, self, id);
  let last = Date.now();
  return {
    beat: () => {
      if (Date.now() - last < HEARTBEAT_MILLISECONDS) return;
      last = Date.now();
      utimesSync(file, new Date(), new Date());
    },
    release: () => {
      rmSync(file, { force: true });
      if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
    },
  };
}

/** The living process that is writing a run; undefined when there is none. */
export function runOwner(id: string, runs: string): Owner | undefined {
  const file = join(runFolder(id, runs), '.lock');
  const owner = readOwner(file);
  return owner !== undefined && isAlive(owner, file) ? owner : undefined;
}

function claim(file: string, self: Owner, id: string): void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(self), { flag: 'wx' });
      return;
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      if (failure.code !== 'EEXIST') throw writeFailure(file, failure);
    }
    const owner = readOwner(file);
    if (owner !== undefined && isAlive(owner, file)) {
      throw new Error(
        `Run ${id} is being trained by process ${owner.pid} on ${owner.host}; wait for it, or stop ` +
          `it. If it is gone, delete ${file}.`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new Error(`Run ${id}: another process claimed it at the same moment; try again.`);
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined; // gone, or cut short by a crash
  }
}

function isAlive(owner: Owner, file: string): boolean {
  if (owner.host !== hostname()) {
    return Date.now() - statSync(file).mtimeMs < STALE_MILLISECONDS;
  }
  return owner.started !== '' && startOf(owner.pid) === owner.started;
}

/**
 * Start time of a process, field 22 of /proc/<pid>/stat; empty when there is no such process, or only what
 * is left of one that was killed and that its parent has not looked at yet.
 */
function startOf(pid: number): string {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop() ?? '';
    const [state = '', ...fields] = afterName.split(' ');
    return DEAD.includes(state) ? '' : (fields[18] ?? '');
  } catch {
    return '';
  }
}
