import { predictions } from '../statistics/classification';
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

/** A method's runs, one a seed, with their answers to the test images. */
export interface ModelRuns extends Pick<ModelResult, 'model' | 'method'> {
  readonly runs: readonly Pick<ModelResult, 'seed' | 'logits'>[];
}

/** The test logits of both runs of a pair, [images * classes]. */
export interface LogitPair {
  readonly seed: number;
  readonly arm: Float32Array;
  readonly control: Float32Array;
}

/**
 * A run with its logits.
 * @param logits [images * classes], recomputed from the weights or read from the run's folder
 */
export function modelResult(record: RunRecord, logits: Float32Array): ModelResult {
  const method = methodOf(record.recipe);
  return { model: methodLabel[method], method, run: record.id, seed: record.seed, logits };
}

/**
 * Which images a model classifies correctly.
 * @param labels [images]
 * @returns [images], 1 where it does and 0 where not
 */
export function rightAnswers(logits: Float32Array, labels: Uint8Array): Uint8Array {
  const said = predictions(logits, logits.length / labels.length);
  return labels.map((label, image) => Number(said[image] === label));
}
