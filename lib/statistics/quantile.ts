import { requireValues } from './finite';

/**
 * The value below which a share of the values lies: linear between the order statistics.
 * Source: type 7 of Hyndman and Fan (1996), the default of R and NumPy.
 * @param share 0 to 1: 0.25 for the lower quartile, 0.5 for the median
 * @throws on an empty list, a value that is not finite, or a share outside 0 to 1
 */
export function quantile(values: readonly number[], share: number): number {
  requireValues('quantile', values);
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`quantile: expected a share from 0 to 1, got ${share}`);
  }
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}
