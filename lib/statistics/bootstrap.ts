import { requireLevel, requireValues } from './finite';
import type { Interval } from './interval';
import { normalCdf, normalQuantile } from './normal';
import { type Resamples, resampleQuantile, resamplesOf } from './resamples';
import { mean } from './summary';

/**
 * The bootstrap's interval for the mean, bias-corrected and accelerated (BCa): the quantiles of the
 * resampled means at Φ(z₀ + (z₀ + z) / (1 − a (z₀ + z))), z = ∓1.96 for 95 %, with
 *
 * - z₀ = Φ⁻¹(P(x̄* < x̄) + ½ P(x̄* = x̄)), the bias;
 * - a = Σ u³ / (6 (Σ u²)^{3/2}), u = x − x̄, the acceleration (the jackknife's, for a mean).
 *
 * A quantile at α is the smallest resampled mean with P(x̄* ≤ mean) ≥ α. Where all values are equal the
 * interval is that point.
 *
 * Of few values it is too short: of normally distributed ones the 95 % interval holds the true mean in 88.7 % of
 * studies of 8 pairs and in 93 % of 20 (20,000 simulated studies). `studentInterval` holds it in 95.2 %, so read that one
 * beside it.
 * @param values such as the differences of pairs, at least two
 * @param level confidence, such as 0.95
 * @throws with fewer than two values, or one that is not finite
 * Source: Efron (1987), equations 2.3 and 6.6; ties halved as in SciPy's `bootstrap`.
 */
export function bcaInterval(values: readonly number[], level = 0.95): Interval {
  requireLevel('bcaInterval', level);
  requireValues('bcaInterval', values, { least: 2 });
  const range = [Math.min(...values), Math.max(...values)] as const;
  if (range[0] === range[1]) return { low: range[0], high: range[0] };
  const centre = mean(values);
  const scale = Math.max(...values.map((value) => Math.abs(value - centre)));
  const resamples = resamplesOf(values);
  const bias = normalQuantile(shareBelow(resamples, centre, scale * 1e-9));
  const acceleration = accelerationOf(values.map((value) => value - centre));
  const end = (p: number) => {
    const shifted = bias + normalQuantile(p);
    const denominator = 1 - acceleration * shifted;
    const furthest = shifted > 0 ? 1 : 0;
    const share = denominator > 0 ? normalCdf(bias + shifted / denominator) : furthest;
    return resampleQuantile(resamples, share, range);
  };
  return { low: end((1 - level) / 2), high: end((1 + level) / 2) };
}

/** P(x̄* < centre) + ½ P(x̄* = centre). */
function shareBelow(resamples: Resamples, centre: number, tolerance: number): number {
  let share = 0;
  resamples((at, weight) => {
    if (Math.abs(at - centre) <= tolerance) share += weight / 2;
    else if (at < centre) share += weight;
  });
  return share;
}

function accelerationOf(deviations: readonly number[]): number {
  const squares = deviations.reduce((sum, u) => sum + u ** 2, 0);
  const cubes = deviations.reduce((sum, u) => sum + u ** 3, 0);
  return cubes / (6 * squares ** 1.5);
}
