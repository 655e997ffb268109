import type { PlannedRun } from '../../lib/scheduling/sweep-plan';
import { type Places, type RunState, runState } from './run-state';
import type { Tracked } from './time-left';

/** Follows a plan: each call says where its runs stand now. */
export type Tracker = () => readonly Tracked[];

/**
 * Follows a plan by store and logs. Finished and failed runs are not looked at again.
 * @param onEnd called once for each run that ended, well or not
 */
export function tracker(
  plan: readonly PlannedRun[],
  places: Places,
  onEnd: (tracked: Tracked) => void,
): Tracker {
  const states = new Map<string, RunState>();
  const beganAt = new Map<string, number>();
  return () =>
    plan.map((run) => {
      const before = states.get(run.id);
      if (before !== undefined && hasEnded(before)) return { run, state: before };
      const state = runState(run.id, places, beganAt.get(run.id) ?? Date.now());
      if (state.kind === 'running' && !beganAt.has(run.id)) beganAt.set(run.id, state.beganAt);
      states.set(run.id, state);
      if (hasEnded(state)) onEnd({ run, state });
      return { run, state };
    });
}

function hasEnded({ kind }: RunState): boolean {
  return kind === 'finished' || kind === 'failed';
}
