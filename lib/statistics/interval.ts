import { requireLevel } from './finite';
import { normalQuantile } from './normal';

/** A range that holds the unknown share with the stated confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval for a share: the p with |p̂ − p| ≤ z √(p (1 − p) / n).
 * For accuracy on a test set it shows the uncertainty of sampling images, not that of training seeds.
 * @param right successes
 * @param total trials, at least 1
 * @param level confidence, such as 0.95
 * @returns shares, 0 to 1
 * @throws without trials, with more right than there are, or a confidence outside 0 to 1
 * Source: Wilson (1927).
 */
export function wilsonInterval(right: number, total: number, level = 0.95): Interval {
  requireLevel('wilsonInterval', level);
  if (!(total >= 1 && right >= 0 && right <= total && Number.isFinite(total))) {
    throw new RangeError(
      `wilsonInterval: expected 0 <= right <= total, total at least 1, got ${right} of ${total}`,
    );
  }
  const z = normalQuantile((1 + level) / 2);
  const share = right / total;
  const scale = 1 + (z * z) / total;
  const centre = (share + (z * z) / (2 * total)) / scale;
  const half =
    (z / scale) * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
