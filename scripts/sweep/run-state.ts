import { readFileSync, statSync } from 'node:fs';
import { hasRun } from '../../lib/store/run-store';
import { logFile } from './folder';

/** Where a planned run stands. */
export type RunState = { readonly kind: 'waiting' | 'finished' | 'stopped' | 'failed' } | Running;

/** A run at work. */
export interface Running {
  readonly kind: 'running';
  /** Epochs that are complete, also those of an earlier sweep. */
  readonly epochsDone: number;
  /** Epochs that this sweep has completed. */
  readonly epochsHere: number;
  /** When this sweep began it, in milliseconds since 1970. */
  readonly beganAt: number;
  /** When its last epoch ended, or it began. */
  readonly lastAt: number;
}

/** Exit code of a run that was asked to stop. */
const STOPPED = 130;

/** Where runs, and what a sweep keeps meanwhile, lie. */
export interface Places {
  readonly runs: string;
  readonly folder: string;
}

/**
 * Reads where a run stands from the store and its log.
 * @param beganAt when its log was first seen, in milliseconds since 1970
 */
export function runState(id: string, { runs, folder }: Places, beganAt: number): RunState {
  if (hasRun(id, runs)) return { kind: 'finished' };
  const file = logFile(id, folder);
  try {
    const lastAt = statSync(file).mtimeMs;
    return loggedState(readFileSync(file, 'utf8'), { beganAt, lastAt });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'waiting' };
    throw error;
  }
}

/** What the log of an unfinished run says of it; an empty one was made for a run that did not begin. */
export function loggedState(log: string, times: Pick<Running, 'beganAt' | 'lastAt'>): RunState {
  if (log === '') return { kind: 'waiting' };
  const exitCode = /^exit code (\d+)$/m.exec(log)?.[1];
  if (exitCode !== undefined) return { kind: Number(exitCode) === STOPPED ? 'stopped' : 'failed' };
  const epochs = [...log.matchAll(/^epoch (\d+)\/\d+:/gm)];
  return {
    kind: 'running',
    epochsDone: Number(epochs.at(-1)?.[1] ?? 0),
    epochsHere: epochs.length,
    ...times,
  };
}
