import type { BenchResults } from '../store/bench-results';
import { type RowOf, rounded } from './row';
import { trainingRates } from './training-rates';

/** What grows: images in a batch, or channels of the student as a multiple of its own. */
export type Growing = 'batch' | 'width';

/** How fast a step of the student is at one size of the work. */
export type SpeedScalingRow = RowOf<typeof speedScalingRows>;

/** The measured sizes of what grows, the smallest first. */
export function speedScalingRows(results: BenchResults, growing: Growing) {
  const sizes = results.comparisons.flatMap(({ name }) => {
    const size = new RegExp(`^${growing}-(\\d+)$`).exec(name)?.[1];
    return size === undefined ? [] : [Number(size)];
  });
  return sizes
    .sort((a, b) => a - b)
    .flatMap((size) =>
      trainingRates(results, [`${growing}-${size}`]).rates.map((rate) => ({ ...rate, size })),
    );
}

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
    /** Images per second if no process hindered another: the single one times their number. */
    ceilingPerSecond,
    /** That over the runs one after another: the most that a sweep could win. */
    ceilingRatio: rounded(ceilingPerSecond / inTurn.imagesPerSecond),
  };
}
