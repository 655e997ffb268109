import { countRight, predictions } from '../statistics/classification';
import { wilsonInterval } from '../statistics/interval';
import type { Method } from './method';
import type { ModelResult } from './model-result';
import { originalRow } from './original-report';
import { rounded } from './row';

/** Test accuracy of one model, in percent, with its 95 % Wilson interval over test images. */
export type AccuracyRow = {
  readonly model: string;
  readonly method: Method;
  readonly run: string;
  readonly seed: number;
  readonly images: number;
  readonly right: number;
  readonly accuracyPct: number;
  readonly lowPct: number;
  readonly highPct: number;
  /** The original report's figure; null where it has none. */
  readonly originalPct: number | null;
};

/**
 * Test accuracy by model.
 * @param labels [images]
 */
export function accuracyTable(
  results: readonly ModelResult[],
  labels: Uint8Array,
  classes = 10,
): AccuracyRow[] {
  return results.map(({ model, method, run, seed, logits }) => {
    const right = countRight(predictions(logits, classes), labels);
    const { low, high } = wilsonInterval(right, labels.length);
    return {
      model,
      method,
      run,
      seed,
      images: labels.length,
      right,
      accuracyPct: rounded((100 * right) / labels.length),
      lowPct: rounded(100 * low),
      highPct: rounded(100 * high),
      originalPct: originalRow(method)?.accuracyPct ?? null,
    };
  });
}
