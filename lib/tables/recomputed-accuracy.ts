import { countRight, predictions } from '../statistics/classification';
import type { RunRecord } from '../store/run-record';

/** What a run answered to the test images, and what is right. */
export interface TestAnswers {
  /** [images * classes], as the run left them in its folder. */
  readonly logits: ArrayLike<number>;
  /** [images] */
  readonly labels: ArrayLike<number>;
}

/**
 * The record with its test accuracy counted from the run's test logits and the labels, which is how the
 * accuracy of runs without weights is known.
 * @throws when the record states another accuracy than its logits give
 */
export function withRecomputedAccuracy(
  record: RunRecord,
  { logits, labels }: TestAnswers,
  classes = 10,
): RunRecord {
  const right = countRight(predictions(logits, classes), labels);
  const recorded = record.final.testAccuracy * labels.length;
  if (Math.abs(right - recorded) > 0.5) {
    throw new Error(
      `Run ${record.id}: its record says that ${Math.round(recorded)} of ${labels.length} test images are ` +
        `right, its test logits say ${right}. Restore the run with: git checkout -- report/runs/${record.id}`,
    );
  }
  const final = { ...record.final, testAccuracy: right / labels.length };
  return { ...record, final };
}
