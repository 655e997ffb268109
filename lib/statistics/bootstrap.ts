import { randomStream } from '../random/stream';
import type { Interval } from './interval';
import { normalCdf, normalQuantile } from './normal';
import { mean } from './summary';

/** The mean of a resample, and how likely that resample is. */
export interface ResampledMean {
  readonly mean: number;
  readonly weight: number;
}

/** Up to here every resample is taken (n = 8 has 6,435, n = 10 has 92,378); beyond they are drawn. */
const MOST_ENUMERATED = 10;
const DRAWN = 100_000;

/**
 * The bootstrap's interval for the mean, bias-corrected and accelerated (BCa): the quantiles of the
 * resampled means at Φ(z₀ + (z₀ + z) / (1 − a (z₀ + z))), z = ∓1.96 for 95 %, with
 *
 * - z₀ = Φ⁻¹(P(x̄* < x̄) + ½ P(x̄* = x̄)), the bias;
 * - a = Σ u³ / (6 (Σ u²)^{3/2}), u = x − x̄, the acceleration (the jackknife's, for a mean).
 *
 * A quantile at α is the smallest resampled mean with P(x̄* ≤ mean) ≥ α. Where all values are equal the
 * interval is that point.
 * @param values such as the differences of pairs, at least two
 * @param level confidence, such as 0.95
 * Source: Efron (1987), equations 2.3 and 6.6; ties halved as in SciPy's `bootstrap`.
 */
export function bcaInterval(values: readonly number[], level = 0.95): Interval {
  if (values.length < 2) {
    throw new RangeError(`bcaInterval: expected at least 2 values, got ${values.length}`);
  }
  const [point = 0] = values;
  if (values.every((value) => value === point)) return { low: point, high: point };
  const centre = mean(values);
  const scale = Math.max(...values.map((value) => Math.abs(value - centre)));
  const resamples = [...resampledMeans(values)].sort((a, b) => a.mean - b.mean);
  const bias = normalQuantile(shareBelow(resamples, centre, scale * 1e-9));
  const acceleration = accelerationOf(values.map((value) => value - centre));
  const end = (p: number) => {
    const shifted = bias + normalQuantile(p);
    const denominator = 1 - acceleration * shifted;
    const at = denominator > 0 ? bias + shifted / denominator : Math.sign(shifted) * Infinity;
    return quantile(resamples, normalCdf(at));
  };
  return { low: end((1 - level) / 2), high: end((1 + level) / 2) };
}

/**
 * The means of all samples of n out of n values with replacement. Those of the same members stand once,
 * weighted by their number of orders: n! / (k₁! k₂! …) / nⁿ.
 */
export function resampledMeans(values: readonly number[]): readonly ResampledMean[] {
  return values.length <= MOST_ENUMERATED ? enumerated(values) : drawn(values);
}

function enumerated(values: readonly number[]): ResampledMean[] {
  const n = values.length;
  const found: ResampledMean[] = [];
  // Member by member: how often it is taken, C(left, count) ways, each with probability 1/n.
  const take = (member: number, left: number, sum: number, weight: number): void => {
    const value = values[member] as number;
    if (member === n - 1) {
      found.push({ mean: (sum + left * value) / n, weight: weight / n ** left });
      return;
    }
    let ways = weight;
    for (let count = 0; count <= left; count++) {
      take(member + 1, left - count, sum + count * value, ways / n ** count);
      ways *= (left - count) / (count + 1);
    }
  };
  take(0, n, 0, 1);
  return found;
}

function drawn(values: readonly number[]): ResampledMean[] {
  const n = values.length;
  const stream = randomStream(0, 'resample', n);
  return Array.from({ length: DRAWN }, (_, resample) => {
    let sum = 0;
    for (let draw = 0; draw < n; draw++) {
      sum += values[Math.floor(stream.uniformAt(resample * n + draw) * n)] as number;
    }
    return { mean: sum / n, weight: 1 / DRAWN };
  });
}

/** P(x̄* < centre) + ½ P(x̄* = centre). */
function shareBelow(
  resamples: readonly ResampledMean[],
  centre: number,
  tolerance: number,
): number {
  return resamples.reduce((share, { mean: at, weight }) => {
    if (Math.abs(at - centre) <= tolerance) return share + weight / 2;
    return at < centre ? share + weight : share;
  }, 0);
}

function accelerationOf(deviations: readonly number[]): number {
  const squares = deviations.reduce((sum, u) => sum + u ** 2, 0);
  const cubes = deviations.reduce((sum, u) => sum + u ** 3, 0);
  return cubes / (6 * squares ** 1.5);
}

function quantile(sorted: readonly ResampledMean[], share: number): number {
  let below = 0;
  for (const { mean: at, weight } of sorted) {
    below += weight;
    if (below >= share - 1e-12) return at;
  }
  return sorted[sorted.length - 1]?.mean ?? Number.NaN;
}
