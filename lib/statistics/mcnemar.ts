/**
 * McNemar's test, exact and two-sided: of the images that exactly one of two models gets right, is the
 * split further from even than chance? p = min(1, 2 · P(X ≤ min(b, c))), X ~ Binomial(b + c, 1/2).
 *
 * It compares two trained models on one test set; it says nothing about the methods behind them.
 * @param onlyFirstRight b, images that only the first model gets right
 * @param onlySecondRight c, images that only the second gets right
 * @returns p, 0 to 1; 1 where the models never differ
 * Source: McNemar (1947), in the exact form.
 */
export function mcnemarExact(onlyFirstRight: number, onlySecondRight: number): number {
  for (const count of [onlyFirstRight, onlySecondRight]) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(`mcnemarExact: counts must be integers >= 0, got ${count}`);
    }
  }
  const trials = onlyFirstRight + onlySecondRight;
  const least = Math.min(onlyFirstRight, onlySecondRight);
  let logTerm = -trials * Math.LN2; // log of C(n, 0) / 2^n
  let tail = Math.exp(logTerm);
  for (let k = 1; k <= least; k++) {
    logTerm += Math.log((trials - k + 1) / k);
    tail += Math.exp(logTerm);
  }
  return Math.min(1, 2 * tail);
}
