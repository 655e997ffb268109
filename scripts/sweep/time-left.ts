import { type Job, makespan } from '../../lib/scheduling/makespan';
import type { PlannedRun } from '../../lib/scheduling/sweep-plan';
import type { RunCost } from '../../lib/tables/run-cost';
import type { Running, RunState } from './run-state';

/** A planned run and where it stands. */
export interface Tracked {
  readonly run: PlannedRun;
  readonly state: RunState;
}

/**
 * Seconds until the runs that wait or are at work have ended. A run at work is judged by its own epochs, once
 * it has ended one; all others by runs like them.
 * @param now in milliseconds since 1970
 * @returns undefined while a kind of run was never measured
 */
export function secondsLeft(
  tracked: readonly Tracked[],
  { cores, cost, now }: { readonly cores: number; readonly cost: RunCost; readonly now: number },
): number | undefined {
  const jobs = tracked.flatMap(({ run, state }): (Job | undefined)[] => {
    const whole = cost(run, run.asksFirst);
    if (state.kind === 'waiting') return [whole === undefined ? undefined : job(run, whole)];
    if (state.kind !== 'running') return [];
    const seconds = secondsOfRunning(state, { epochs: run.recipe.epochs, whole, now });
    return [seconds === undefined ? undefined : { ...job(run, seconds), after: [] }];
  });
  const known = jobs.filter((one): one is Job => one !== undefined);
  if (known.length < jobs.length) return undefined;
  const running = known.filter(({ id }) => isRunning(id, tracked));
  const waiting = known.filter(({ id }) => !isRunning(id, tracked));
  return makespan([...running, ...waiting], Math.max(cores, running.length));
}

function job({ id, after }: PlannedRun, seconds: number): Job {
  return { id, after, seconds };
}

function isRunning(id: string, tracked: readonly Tracked[]): boolean {
  return tracked.some(({ run, state }) => run.id === id && state.kind === 'running');
}

interface Measure {
  readonly epochs: number;
  /** Seconds of a whole run like it. */
  readonly whole: number | undefined;
  readonly now: number;
}

function secondsOfRunning(
  { epochsDone, epochsHere, beganAt, lastAt }: Running,
  { epochs, whole, now }: Measure,
): number | undefined {
  const own = epochsHere > 0 ? (lastAt - beganAt) / 1000 / epochsHere : undefined;
  const anEpoch = own ?? (whole === undefined ? undefined : whole / epochs);
  if (anEpoch === undefined) return undefined;
  return Math.max(0, anEpoch * (epochs - epochsDone) - (now - lastAt) / 1000);
}
