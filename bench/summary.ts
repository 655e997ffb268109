import { quantile } from '../lib/statistics/quantile';

/** Median, smallest and largest of a list. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The middle value; the mean of the two middle ones where the count is even.
 * @throws on an empty list
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * How much faster ours was in each round, so that a slow spell of the machine, which hits neighbours
 * alike, drops out: ours[i] / theirs[i].
 * @throws when the lists differ in length
 */
export function pairRatios(ours: readonly number[], theirs: readonly number[]): readonly number[] {
  if (ours.length !== theirs.length) {
    throw new RangeError(`pairRatios: ${ours.length} blocks against ${theirs.length}`);
  }
  return ours.map((value, round) => value / (theirs[round] as number));
}
