import { softmaxRows } from '../statistics/softmax';
import { rounded } from './row';

/** The probability of one class at one temperature. */
export type SoftTargetRow = {
  readonly temperature: number;
  readonly className: string;
  readonly prob: number;
};

/**
 * What one image's logits say at each temperature: p_c = softmax(z / T)_c.
 * @param logits z, [classes], of one image
 * @param temperatures such as 1, 2, 4, 8
 * @param classNames [classes]
 */
export function softTargetRows(
  logits: ArrayLike<number>,
  temperatures: readonly number[],
  classNames: readonly string[],
): SoftTargetRow[] {
  if (logits.length !== classNames.length) {
    throw new RangeError(
      `softTargetRows: expected the ${classNames.length} logits of one image, got ${logits.length}`,
    );
  }
  return temperatures.flatMap((temperature) => {
    const probs = softmaxRows(logits, classNames.length, temperature);
    return classNames.map((className, at) => ({
      temperature,
      className,
      prob: rounded(probs[at] as number),
    }));
  });
}
