import type { BenchResults } from '../store/bench-results';
import { type TrainingRate, trainingRates } from './training-rates';

/** What grows: images in a batch, or channels of the student as a multiple of its own. */
export type Growing = 'batch' | 'width';

/** How fast a step of the student is at one size of the work. */
export type SpeedScalingRow = TrainingRate & { readonly size: number };

/** The measured sizes of what grows, the smallest first. */
export function speedScalingRows(results: BenchResults, growing: Growing): SpeedScalingRow[] {
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
