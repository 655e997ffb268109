import { requireValues } from './finite';

/**
 * Arithmetic mean.
 * @throws on an empty list, or a value that is not finite
 */
export function mean(values: readonly number[]): number {
  requireValues('mean', values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Sample standard deviation: √(Σ (x − x̄)² / (n − 1)).
 * @throws with fewer than two values, or one that is not finite
 */
export function sampleSd(values: readonly number[]): number {
  requireValues('sampleSd', values, { least: 2 });
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
