import { countRight } from '../statistics/classification';
import type { RunRecord } from '../store/run-record';

/**
 * The record with its test accuracy counted from the run's predictions and the labels, which is how the
 * accuracy of runs without weights is known.
 * @param answered the class that the run put first for each test image, and the right ones, [images] each
 * @throws when the record states another accuracy than its predictions give
 */
export function withRecomputedAccuracy(
  record: RunRecord,
  answered: { readonly predicted: ArrayLike<number>; readonly labels: ArrayLike<number> },
): RunRecord {
  const { predicted, labels } = answered;
  const right = countRight(predicted, labels);
  const recorded = record.final.testAccuracy * labels.length;
  if (Math.abs(right - recorded) > 0.5) {
    throw new Error(
      `Run ${record.id}: its record says that ${Math.round(recorded)} of ${labels.length} test images are ` +
        `right, its answers to them say ${right}. Restore the run with: git checkout -- report/runs/${record.id}`,
    );
  }
  const final = { ...record.final, testAccuracy: right / labels.length };
  return { ...record, final };
}
