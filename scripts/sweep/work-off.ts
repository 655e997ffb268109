import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type PlannedRun, sweepPlan } from '../../lib/scheduling/sweep-plan';
import { makeFolder } from '../../lib/store/atomic-file';
import { takeLock } from '../../lib/store/lock-file';
import { hasRun } from '../../lib/store/run-store';
import { runOwner } from '../../lib/training/lock';
import { stopSignal } from '../cli/stop-signal';
import { sweepFolder } from './folder';
import { type LiveLine, openLiveLine } from './live-line';
import type { SweepOrder } from './order';
import { workRound } from './round';
import type { Places } from './run-state';
import { unlock } from './snakemake';
import { wantedRuns } from './wanted-runs';

/** How a sweep ended. */
export interface SweepEnd {
  /** Ids of runs that were tried and are not there. */
  readonly failed: readonly string[];
  /** Ids of all runs that the study still lacks. */
  readonly missing: readonly string[];
  /** Whether it was asked to stop. */
  readonly stopped: boolean;
}

/**
 * Makes a study's missing runs. A study that asks for more once its first runs have ended gets those too;
 * after a failure, what does not learn from the failed run is made all the same.
 * @throws when Snakemake itself fails, with what it said
 */
export async function workOff(order: SweepOrder, runs: string): Promise<SweepEnd> {
  const places = { runs, folder: sweepFolder(runs) };
  makeFolder(places.folder);
  const lockFile = join(places.folder, 'lock');
  const leftBehind = existsSync(lockFile); // by a sweep that was killed, or is still at work
  const lock = await takeLock(lockFile, (pid) =>
    console.log(`Waiting for the sweep that process ${pid} is at.`),
  );
  try {
    if (leftBehind) unlock(places.folder);
    const line = openLiveLine(process.stdout);
    const signal = stopSignal(() =>
      line.keep('Stopping after the batches under way; the same command goes on later.'),
    );
    return await rounds(order, { places, line, signal, noteChild: lock.noteChild });
  } finally {
    lock.release();
  }
}

interface Context {
  readonly places: Places;
  readonly line: LiveLine;
  readonly signal: AbortSignal;
  readonly noteChild: (pid: number) => void;
}

async function rounds(order: SweepOrder, context: Context): Promise<SweepEnd> {
  const { places, line, signal, noteChild } = context;
  const failed = new Set<string>();
  const told = new Set<string>();
  while (!signal.aborted) {
    const plan = planNow(order, { places, failed, onBusy: sayOnce(told, line) });
    if (plan.length === 0) break;
    const round = await workRound(plan, { order, places, line, signal, noteChild });
    for (const id of round.failed) failed.add(id);
  }
  const missing = runsToMake(order, places).map(({ id }) => id);
  return { failed: [...failed], missing, stopped: signal.aborted };
}

/** The runs that are missing now, those left out that failed or that another process is at. */
export function planNow(
  order: Pick<SweepOrder, 'study' | 'seeds' | 'arms'>,
  {
    places,
    failed,
    onBusy,
  }: {
    readonly places: Places;
    readonly failed: ReadonlySet<string>;
    readonly onBusy: (id: string, text: string) => void;
  },
): readonly PlannedRun[] {
  const without = new Set(failed);
  for (const { id } of runsToMake(order, places)) {
    const owner = runOwner(id, places.runs);
    if (owner === undefined) continue;
    without.add(id);
    onBusy(id, `${id} is being trained by process ${owner.pid} on ${owner.host}: left to it.`);
  }
  return plan(order, places, without);
}

/** All runs that are missing, teachers that no arm names among them. */
export function runsToMake(
  order: Pick<SweepOrder, 'study' | 'seeds' | 'arms'>,
  places: Pick<Places, 'runs'>,
): readonly PlannedRun[] {
  return plan(order, places, new Set());
}

function plan(
  { study, seeds, arms }: Pick<SweepOrder, 'study' | 'seeds' | 'arms'>,
  { runs }: Pick<Places, 'runs'>,
  without: ReadonlySet<string>,
): readonly PlannedRun[] {
  const wanted = wantedRuns(study, {
    runs,
    ...(seeds === undefined ? {} : { seeds }),
    ...(arms === undefined ? {} : { arms }),
  });
  return sweepPlan(wanted, { isThere: (id) => hasRun(id, runs), without });
}

function sayOnce(told: Set<string>, line: LiveLine) {
  return (id: string, text: string) => {
    if (told.has(id)) return;
    told.add(id);
    line.keep(text);
  };
}
