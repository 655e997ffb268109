import { requireNumber } from './finite';

/** Up to here the series around 0, beyond it the continued fraction of the tail; both are exact to rounding there. */
const TAIL = 2;
/** Terms of the continued fraction; at 2 the 100th changes nothing any more. */
const TERMS = 100;
/** No number above 0 that can be written has a quantile further out. */
const FURTHEST = 39;

/**
 * Standard normal distribution function Φ(z), each tail to 13 digits of its own size.
 * @throws when z is not finite
 */
export function normalCdf(z: number): number {
  requireNumber('normalCdf', 'z', z);
  if (z < -TAIL) return upperTail(-z);
  if (z > TAIL) return 1 - upperTail(z);
  return 0.5 + areaFromZero(z);
}

/**
 * The z with Φ(z) = p, to 12 digits of its own size, by halving an interval until it is two neighbouring numbers.
 * Above ½ it is minus the quantile of 1 − p, which loses nothing: 1 − p is exact for p ≥ ½.
 * @param p strictly between 0 and 1
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) {
    throw new RangeError(`normalQuantile: p must lie strictly between 0 and 1, got ${p}`);
  }
  if (p > 0.5) return 0 - normalQuantile(1 - p);
  // z ≤ 0; x = −z is too small where more than p lies beyond it.
  const isBelow = (x: number) => (x > TAIL ? upperTail(x) > p : areaFromZero(x) < 0.5 - p);
  let low = 0;
  let high = FURTHEST;
  for (let middle = high / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return 0 - (isBelow(low) ? high : low); // never −0
}

/** φ(z) = exp(−z²/2) / √(2π). */
function density(z: number): number {
  return Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * Φ(z) − ½ = φ(z) · (z + z³/3 + z⁵/(3·5) + …).
 * Source: Marsaglia (2004), Evaluating the normal distribution.
 */
function areaFromZero(z: number): number {
  let sum = 0;
  let term = z;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= (z * z) / odd;
  }
  return sum * density(z);
}

/**
 * 1 − Φ(z) = φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))), without the cancellation of a difference from 1.
 * Source: Laplace; Abramowitz and Stegun (1964), 26.2.14.
 * @param z above 0; the further from it, the fewer terms count
 */
function upperTail(z: number): number {
  let fraction = z;
  for (let term = TERMS; term >= 1; term--) fraction = z + term / fraction;
  return density(z) / fraction;
}
