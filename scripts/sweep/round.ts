import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlannedRun } from '../../lib/scheduling/sweep-plan';
import { listRuns, readRunById } from '../../lib/store/run-store';
import { type RunCost, runCost } from '../../lib/tables/run-cost';
import { duration } from '../../lib/training/terminal-progress';
import { logFile } from './folder';
import type { LiveLine } from './live-line';
import type { SweepOrder } from './order';
import { progressLine } from './progress-line';
import type { Places } from './run-state';
import { complaints, type Started, signalGroup, snakemakeLog, startSnakemake } from './snakemake';
import { secondsLeft, type Tracked } from './time-left';
import { tracker } from './tracker';

const LOOK_EVERY_MILLISECONDS = 1000;

/** What a round needs. */
export interface RoundContext {
  readonly order: SweepOrder;
  readonly places: Places;
  readonly line: LiveLine;
  readonly signal: AbortSignal;
  /** Told of the process that has to end before another sweep may begin. */
  readonly noteChild: (pid: number) => void;
}

/**
 * Lets Snakemake work off a plan, and shows how far it is.
 * @returns the runs that were begun and are not there
 * @throws when Snakemake ended without having begun a single run
 */
export async function workRound(
  plan: readonly PlannedRun[],
  context: RoundContext,
): Promise<{ readonly failed: readonly string[] }> {
  const { places, line, signal, order } = context;
  let cost = measuredCost(places.runs);
  const jobs = plan.map((run) => ({ run, seconds: cost(run, run.asksFirst) }));
  const started = startSnakemake(jobs, order, places);
  context.noteChild(started.pid);
  const look = tracker(plan, places, (tracked) => {
    line.keep(endLine(tracked, places));
    cost = measuredCost(places.runs);
  });
  await watch(started, signal, () => line.show(lineNow(look(), order, cost)));
  line.end();
  const failed = look().flatMap(({ run, state }) =>
    state.kind === 'finished' || state.kind === 'waiting' ? [] : [run.id],
  );
  if (signal.aborted) return { failed: [] };
  if (failed.length === 0 && look().every(({ state }) => state.kind === 'waiting')) {
    const log = snakemakeLog(places.folder);
    throw new Error(
      `${complaints(readFileSync(log, 'utf8'))}\nSnakemake began none of ${plan.length} runs; the lines ` +
        `above say why (all that it printed: ${log}).`,
    );
  }
  tellLost(look(), context);
  return { failed };
}

/** Looks again and again until Snakemake has ended; passes on the wish to stop. */
async function watch(started: Started, signal: AbortSignal, onLook: () => void): Promise<void> {
  const endAll = () => signalGroup(started.pid, 'SIGKILL');
  process.once('exit', endAll); // a second signal ends this process at once
  signal.addEventListener('abort', started.stop, { once: true });
  let ended = false;
  const end = started.ended.finally(() => {
    ended = true;
  });
  while (!ended) {
    onLook();
    await Promise.race([end, sleep(LOOK_EVERY_MILLISECONDS)]);
  }
  signal.removeEventListener('abort', started.stop);
  process.off('exit', endAll);
}

function lineNow(tracked: readonly Tracked[], { where }: SweepOrder, cost: RunCost): string {
  const cores = where.kind === 'here' ? where.cores : where.jobs;
  return progressLine(tracked, secondsLeft(tracked, { cores, cost, now: Date.now() }));
}

/** What stays on the screen of a run that ended. */
function endLine({ run, state }: Tracked, { runs, folder }: Places): string {
  const name = `${run.recipe.name} s${run.seed}`;
  if (state.kind === 'failed') return failureLine(name, logFile(run.id, folder));
  const { final, timing } = readRunById(run.id, runs);
  const { validationAccuracy } = final;
  const validation =
    validationAccuracy === undefined
      ? ''
      : `validation ${(100 * validationAccuracy).toFixed(2)} %, `;
  return `✓ ${name}: ${validation}${duration(timing.totalSeconds)}`;
}

function failureLine(name: string, file: string): string {
  const said = readFileSync(file, 'utf8').trim().split('\n').filter(isNoCode);
  return `✗ ${name} failed: ${said.at(-1) ?? 'without a word'} (log: ${file})`;
}

/** Names the runs that ended without saying so, as one does that a cluster ends when its time is over. */
function tellLost(tracked: readonly Tracked[], { places, line }: RoundContext): void {
  for (const { run, state } of tracked) {
    if (state.kind !== 'running' && state.kind !== 'stopped') continue;
    const name = `${run.recipe.name} s${run.seed}`;
    const file = logFile(run.id, places.folder);
    line.keep(`✗ ${name} was ended by somebody else, or by a limit of time (log: ${file})`);
  }
}

function isNoCode(line: string): boolean {
  return !/^exit code \d+$/.test(line);
}

/** What runs cost, by all finished ones. */
export function measuredCost(runs: string): RunCost {
  return runCost(listRuns(runs).map((id) => readRunById(id, runs)));
}
