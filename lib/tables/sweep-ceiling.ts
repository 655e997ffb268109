import type { BenchResults } from '../store/bench-results';
import { rounded } from './row';
import { type TrainingRate, trainingRates } from './training-rates';

/** Many runs at once, beside the most that so many processes could do. */
export interface SweepCeiling {
  /** Processes at once, one thread each. */
  readonly processes: number;
  readonly together: TrainingRate;
  /** One such process that has the machine for itself. */
  readonly single: TrainingRate;
  /** One process on all cores: the runs one after another. */
  readonly inTurn: TrainingRate;
  /** Images a second if no process hindered another: the single one times their number. */
  readonly ceilingPerSecond: number;
  /** That over the runs one after another: the most that a sweep could win. */
  readonly ceilingRatio: number;
}

/** What the comparison of a sweep says; undefined where it was not measured, or without its processes. */
export function sweepCeiling(results: BenchResults): SweepCeiling | undefined {
  const [together, single, inTurn] = trainingRates(results, ['sweep']).rates;
  const processes = together?.processes ?? null;
  if (!together || !single || !inTurn || processes === null) return undefined;
  const ceilingPerSecond = rounded(processes * single.imagesPerSecond);
  return {
    processes,
    together,
    single,
    inTurn,
    ceilingPerSecond,
    ceilingRatio: rounded(ceilingPerSecond / inTurn.imagesPerSecond),
  };
}
