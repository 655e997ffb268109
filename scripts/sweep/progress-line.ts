import { duration } from '../../lib/training/terminal-progress';
import type { Tracked } from './time-left';

/** Runs at work that a line names; a cluster may have hundreds. */
const NAMED = 4;

/**
 * A sweep in one line: "3 of 22 runs made, 2 at work (student-alone s1 epoch 4/15, …), about 1 h 12 min left".
 * @param left seconds; undefined while unknown
 */
export function progressLine(tracked: readonly Tracked[], left: number | undefined): string {
  const count = (kind: Tracked['state']['kind']) =>
    tracked.filter(({ state }) => state.kind === kind).length;
  const failed = count('failed');
  const time = left === undefined ? 'time left unknown yet' : `about ${duration(left)} left`;
  return [
    `${count('finished')} of ${tracked.length} runs made`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    atWork(tracked),
    time,
  ].join(', ');
}

function atWork(tracked: readonly Tracked[]): string {
  const names = tracked.flatMap(({ run, state }) => {
    if (state.kind !== 'running') return [];
    const { name, epochs } = run.recipe;
    return [`${name} s${run.seed} epoch ${Math.min(state.epochsDone + 1, epochs)}/${epochs}`];
  });
  if (names.length === 0) return 'none at work';
  const more = names.length > NAMED ? [`and ${names.length - NAMED} more`] : [];
  return `${names.length} at work (${[...names.slice(0, NAMED), ...more].join(', ')})`;
}
