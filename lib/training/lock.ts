import { rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { type HeldLock, lockOwner, type Owner, tryLock } from '../store/lock-file';
import { runFolder } from '../store/run-store';

export type { Owner } from '../store/lock-file';

/** A run that is this process's to write. */
export interface RunLock extends Pick<HeldLock, 'beat'> {
  /** Gives the run free; a folder that holds nothing by then is removed. */
  readonly release: () => void;
}

/**
 * Claims a run for this process.
 * @throws when a living process has it, naming host and process
 */
export function lockRun(id: string, runs: string): RunLock {
  const file = lockFile(id, runs);
  const lock = tryLock(file);
  if (lock.kind === 'busy') {
    const { pid, host } = lock.owner;
    throw new Error(
      `Run ${id} is being trained by process ${pid} on ${host}; wait for it, or stop it. If it is gone, ` +
        `delete ${file}.`,
    );
  }
  return {
    beat: lock.beat,
    release: () => {
      lock.release();
      removeIfEmpty(runFolder(id, runs));
    },
  };
}

/** The living process that is writing a run; undefined when there is none. */
export function runOwner(id: string, runs: string): Owner | undefined {
  return lockOwner(lockFile(id, runs));
}

function lockFile(id: string, runs: string): string {
  return join(runFolder(id, runs), '.lock');
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // it holds something, or has gone
  }
}
