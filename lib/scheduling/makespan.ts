/** A piece of work on one core. */
export interface Job {
  readonly id: string;
  readonly seconds: number;
  /** Ids of the jobs that have to end before it begins; others than those given count as ended. */
  readonly after: readonly string[];
}

/**
 * How long jobs take together when each core, once free, takes the first one in order that may begin.
 * @param cores Infinity for the longest chain of jobs that wait for each other
 * @returns seconds
 * @throws when jobs wait for each other in a circle
 */
export function makespan(jobs: readonly Job[], cores: number): number {
  const waiting = [...jobs];
  const running: { readonly id: string; readonly ends: number }[] = [];
  const open = new Set(jobs.map(({ id }) => id));
  let now = 0;
  while (open.size > 0) {
    while (running.length < cores) {
      const next = waiting.find(({ after }) => !after.some((id) => open.has(id)));
      if (next === undefined) break;
      waiting.splice(waiting.indexOf(next), 1);
      running.push({ id: next.id, ends: now + next.seconds });
    }
    running.sort((a, b) => b.ends - a.ends);
    const ended = running.pop();
    if (ended === undefined) {
      throw new Error(`makespan: ${waiting.map(({ id }) => id).join(', ')} wait for each other.`);
    }
    now = ended.ends;
    open.delete(ended.id);
  }
  return now;
}
