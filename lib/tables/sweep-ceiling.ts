import type { BenchResults } from '../store/bench-results';
import { rounded } from './row';
import { trainingRates } from './training-rates';

/** Many runs at once, beside the most that so many processes could do. */
export type SweepCeiling = NonNullable<ReturnType<typeof sweepCeiling>>;

/** What the comparison of a sweep says; undefined where it was not measured, or without its processes. */
export function sweepCeiling(results: BenchResults) {
  const [together, single, inTurn] = trainingRates(results, ['sweep']).rates;
  const processes = together?.processes ?? null;
  if (!together || !single || !inTurn || processes === null) return undefined;
  const ceilingPerSecond = rounded(processes * single.imagesPerSecond);
  return {
    /** Processes at once, one thread each. */
    processes,
    together,
    /** One such process that has the machine for itself. */
    single,
    /** One process on all cores: the runs one after another. */
    inTurn,
    /** Images a second if no process hindered another: the single one times their number. */
    ceilingPerSecond,
    /** That over the runs one after another: the most that a sweep could win. */
    ceilingRatio: rounded(ceilingPerSecond / inTurn.imagesPerSecond),
  };
}
