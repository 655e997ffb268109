import type { RunRecord } from '../store/run-record';
import { type Method, methodLabel, methodOf } from './method';

/** A trained model's answers to the test images, as plain numbers. */
export interface ModelResult {
  /** Shown in tables and figures; models of one label are seeds of one recipe. */
  readonly model: string;
  readonly method: Method;
  readonly run: string;
  readonly seed: number;
  /** [images * classes], of the last epoch's weights. */
  readonly logits: Float32Array;
}

/**
 * A run with its logits.
 * @param logits [images * classes], recomputed from the weights or read from the run's folder
 */
export function modelResult(record: RunRecord, logits: Float32Array): ModelResult {
  const method = methodOf(record.recipe);
  return { model: methodLabel[method], method, run: record.id, seed: record.seed, logits };
}
