import type { RandomStream } from '../random/stream';
import { requireLevel, requireValues } from './finite';
import type { Interval } from './interval';
import { quantile } from './quantile';
import { requireSameLength } from './rows';
import { mean, sampleSd } from './summary';

/** The two runs of one seed: which test images each gets right, 1 or 0 an image. */
export interface CorrectnessPair {
  /** [images] */
  readonly arm: ArrayLike<number>;
  /** [images] */
  readonly control: ArrayLike<number>;
}

export interface TwoWayOptions {
  /** Read from its start: 'resample' of a seed of one's own. */
  readonly stream: RandomStream;
  /** Confidence; 0.95 unless told. */
  readonly level?: number;
  /** How many resamples are drawn; 2,000 unless told. */
  readonly resamples?: number;
}

/** Mean paired difference of accuracy, arm minus control, 0 to 1, on other seeds and other images like these. */
export interface TwoWayInterval extends Interval {
  readonly mean: number;
  /** Standard deviation of the resampled means. */
  readonly standardError: number;
}

/**
 * The two-way bootstrap's interval of a gain: seeds and test images are both drawn with replacement, crosswise. With
 * d the arm's correctness minus the control's, [seeds, images], and w and v how often each seed and image was drawn,
 *
 *     d̄* = Σ_s Σ_i w_s v_i d_si / (seeds · images),
 *
 * and the ends are the quantiles of d̄* over the resamples. An interval over seeds alone says how the method would do
 * on these images; this one how it would do on others like them. It is somewhat too wide where most of the spread
 * belongs to single cells (their share of the variance counts up to three times), and with few seeds somewhat too short,
 * as every bootstrap.
 * @param pairs one a seed, all of the same images
 * @throws RangeError without pairs, without images, on lists of different lengths or what is neither 0 nor 1
 * Source: Owen (2007), The pigeonhole bootstrap, equation 5.
 */
export function twoWayBootstrap(
  pairs: readonly CorrectnessPair[],
  { stream, level = 0.95, resamples = 2000 }: TwoWayOptions,
): TwoWayInterval {
  requireLevel('twoWayBootstrap', level);
  if (!(Number.isInteger(resamples) && resamples >= 2)) {
    throw new RangeError(`twoWayBootstrap: expected 2 resamples or more, got ${resamples}`);
  }
  const differences = differencesOf(pairs);
  const means = resampledMeans(differences, stream, resamples);
  return {
    mean: mean(differences.map((row) => mean([...row]))),
    standardError: sampleSd(means),
    low: quantile(means, (1 - level) / 2),
    high: quantile(means, (1 + level) / 2),
  };
}

/** [seeds][images], each −1, 0 or 1. */
function differencesOf(pairs: readonly CorrectnessPair[]): readonly Int8Array[] {
  const images = pairs[0]?.arm.length ?? 0;
  if (pairs.length === 0) throw new RangeError('twoWayBootstrap: expected at least 1 pair, got 0');
  return pairs.map(({ arm, control }, seed) => {
    for (const [name, list] of Object.entries({ arm, control })) {
      requireSameLength(`twoWayBootstrap, ${name} of pair ${seed}`, images, list.length);
      requireCorrectness(`twoWayBootstrap, ${name} of pair ${seed}`, list);
    }
    return Int8Array.from(arm, (right, image) => right - (control[image] as number));
  });
}

function requireCorrectness(name: string, list: ArrayLike<number>): void {
  requireValues(name, list);
  for (let image = 0; image < list.length; image++) {
    if (list[image] === 0 || list[image] === 1) continue;
    throw new RangeError(`${name}: expected 0 or 1, got ${list[image]} at index ${image}`);
  }
}

/** Each resample takes its seeds, then its images, from the stream: resample r begins at number r · (seeds + images). */
function resampledMeans(
  differences: readonly Int8Array[],
  stream: RandomStream,
  resamples: number,
): readonly number[] {
  const seeds = differences.length;
  const images = differences[0]?.length ?? 0;
  const sums = new Float64Array(images); // over the drawn seeds, of each image
  return Array.from({ length: resamples }, (_, resample) => {
    const start = resample * (seeds + images);
    const drawn = (at: number, of: number) => Math.floor(stream.uniformAt(start + at) * of);
    sums.fill(0);
    for (let at = 0; at < seeds; at++) addTo(sums, differences[drawn(at, seeds)] as Int8Array);
    let total = 0;
    for (let at = 0; at < images; at++) total += sums[drawn(seeds + at, images)] as number;
    return total / (seeds * images);
  });
}

function addTo(sums: Float64Array, row: Int8Array): void {
  for (let image = 0; image < row.length; image++) {
    sums[image] = (sums[image] as number) + (row[image] as number);
  }
}
