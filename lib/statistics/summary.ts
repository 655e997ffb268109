/**
 * Arithmetic mean.
 * @throws on an empty list
 */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('mean: expected at least 1 value, got 0');
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Sample standard deviation: √(Σ (x − x̄)² / (n − 1)).
 * @throws with fewer than two values
 */
export function sampleSd(values: readonly number[]): number {
  if (values.length < 2) {
    throw new RangeError(`sampleSd: expected at least 2 values, got ${values.length}`);
  }
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
