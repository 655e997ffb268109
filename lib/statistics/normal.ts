/**
 * Standard normal distribution function, Φ(z) = ½ + φ(z) · (z + z³/3 + z⁵/(3·5) + …).
 * @param z within ±8, where the series keeps 15 digits of 1 − Φ's absolute size
 * Source: Marsaglia (2004), Evaluating the normal distribution.
 */
export function normalCdf(z: number): number {
  if (z < -8) return 0;
  if (z > 8) return 1;
  let sum = 0;
  let term = z;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= (z * z) / odd;
  }
  return 0.5 + sum * Math.exp(-(z * z) / 2 - Math.log(2 * Math.PI) / 2);
}

/**
 * The z with Φ(z) = p, by halving an interval until it is two neighbouring numbers.
 * @param p strictly between 0 and 1
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) {
    throw new RangeError(`normalQuantile: p must lie strictly between 0 and 1, got ${p}`);
  }
  let low = -8;
  let high = 8;
  for (let middle = 0; middle > low && middle < high; middle = (low + high) / 2) {
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return high;
}
