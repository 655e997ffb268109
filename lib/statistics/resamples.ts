import { randomStream } from '../random/stream';
import { requireValues } from './finite';

/** Takes the mean of a resample, and how likely that resample is. */
export type VisitResample = (mean: number, weight: number) => void;

/** Shows all resamples of some values one after the other, each time in the same order; none is kept. */
export type Resamples = (visit: VisitResample) => void;

/** Up to here every resample is taken (n = 8 has 6,435, n = 12 has 1,352,078); beyond they are drawn. */
const MOST_ENUMERATED = 12;
const DRAWN = 100_000;

/**
 * The means of all samples of n out of n values with replacement. Those of the same members come once,
 * weighted by their number of orders: n! / (k₁! k₂! …) / nⁿ. Of more than 12 values 100,000 samples are drawn.
 * @throws without values, or when one is not finite
 */
export function resamplesOf(values: readonly number[]): Resamples {
  requireValues('resamplesOf', values);
  return values.length <= MOST_ENUMERATED ? enumerated(values) : drawn(values);
}

function enumerated(values: readonly number[]): Resamples {
  const n = values.length;
  // Member by member: how often it is taken, C(left, count) ways, each with probability 1/n.
  const powers = Array.from({ length: n + 1 }, (_, count) => n ** count);
  const within = (
    sum: number,
    weight: number,
    left: number,
    member: number,
    visit: VisitResample,
  ) => {
    const value = values[member] as number;
    if (member === n - 1) {
      visit((sum + left * value) / n, weight / (powers[left] as number));
      return;
    }
    let ways = weight;
    for (let count = 0; count <= left; count++) {
      within(
        sum + count * value,
        ways / (powers[count] as number),
        left - count,
        member + 1,
        visit,
      );
      ways *= (left - count) / (count + 1);
    }
  };
  return (visit) => within(0, 1, n, 0, visit);
}

function drawn(values: readonly number[]): Resamples {
  const n = values.length;
  const stream = randomStream(0, 'resample', n);
  const means = Float64Array.from({ length: DRAWN }, (_, resample) => {
    let sum = 0;
    for (let draw = 0; draw < n; draw++) {
      sum += values[Math.floor(stream.uniformAt(resample * n + draw) * n)] as number;
    }
    return sum / n;
  });
  return (visit) => {
    for (const mean of means) visit(mean, 1 / DRAWN);
  };
}

/** Classes of similar means; a few hundred of a million fall into one. */
const CLASSES = 4096;

/**
 * The smallest resampled mean with P(x̄* ≤ mean) ≥ share, without a table of all: first how much weight falls into
 * each of 4,096 classes of equal width, then the means of the class that holds the share, in order.
 * @param share 0 to 1
 * @param range what all means lie between: the least and the largest value
 */
export function resampleQuantile(
  resamples: Resamples,
  share: number,
  [least, most]: readonly [number, number],
): number {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`resampleQuantile: expected a share from 0 to 1, got ${share}`);
  }
  const wanted = share - 1e-12; // sums in another order differ in their last bits
  const classOf = (mean: number) =>
    Math.max(0, Math.min(CLASSES - 1, Math.floor(((mean - least) / (most - least)) * CLASSES)));
  const weights = new Float64Array(CLASSES);
  resamples((mean, weight) => {
    weights[classOf(mean)] = (weights[classOf(mean)] as number) + weight;
  });
  let below = 0;
  let at = 0;
  while (at < CLASSES - 1 && below + (weights[at] as number) < wanted) {
    below += weights[at] as number;
    at++;
  }
  return withinClass(
    membersOf(resamples, (mean) => classOf(mean) === at),
    wanted - below,
  );
}

interface Weighted {
  readonly mean: number;
  readonly weight: number;
}

function membersOf(resamples: Resamples, isMember: (mean: number) => boolean): readonly Weighted[] {
  const members: Weighted[] = [];
  resamples((mean, weight) => {
    if (isMember(mean)) members.push({ mean, weight });
  });
  return members.sort((a, b) => a.mean - b.mean);
}

function withinClass(sorted: readonly Weighted[], wanted: number): number {
  let below = 0;
  for (const { mean, weight } of sorted) {
    below += weight;
    if (below >= wanted) return mean;
  }
  return sorted[sorted.length - 1]?.mean ?? Number.NaN;
}
