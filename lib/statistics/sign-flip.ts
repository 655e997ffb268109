import { requireValues } from './finite';

/** Beyond this many pairs 2^n assignments take too long. */
const MOST_PAIRS = 20;

/**
 * Exact sign-flip permutation test of paired differences, two-sided: if arm and control were the same, each
 * difference could as well have the other sign. p = the share of all 2^n ways to choose the signs with
 * |Σ ±d| ≥ |Σ d|. The smallest p there can be is 2 / 2^n: with five pairs 0.0625, with eight 0.0078.
 * @param differences d, one a pair
 * @returns p, 2 / 2^n to 1; 1 where every difference is zero
 * @throws without pairs, with more than 20, or with a difference that is not finite
 * Source: Fisher (1935), The Design of Experiments, section 21.
 */
export function signFlipP(differences: readonly number[]): number {
  const n = differences.length;
  requireValues('signFlipP', differences);
  if (n > MOST_PAIRS) {
    throw new RangeError(`signFlipP: expected at most ${MOST_PAIRS} differences, got ${n}`);
  }
  const size = differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  const least = observed - size * 1e-12; // sums in another order differ in their last bits
  let asFar = 0;
  for (let signs = 0; signs < 2 ** n; signs++) {
    let sum = 0;
    differences.forEach((difference, pair) => {
      sum += (signs >> pair) & 1 ? -difference : difference;
    });
    if (Math.abs(sum) >= least) asFar++;
  }
  return asFar / 2 ** n;
}
