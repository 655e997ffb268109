import { predictions } from '../statistics/classification';
import type { RunRecord } from '../store/run-record';
import { type Method, methodLabel, methodOf } from './method';

/** The true class of each test image, [images]. */
export type Labels = Uint8Array;

/** A model's answers to each test image, [images * classes]. */
export type Logits = Float32Array;

/** The names of the classes in the order of their numbers, [classes]. */
export type ClassNames = readonly string[];

/** A trained model's answers to the test images, as plain numbers. */
export interface ModelResult {
  /** Shown in tables and figures; models of one label are seeds of one recipe. */
  readonly model: string;
  readonly method: Method;
  readonly run: string;
  readonly seed: number;
  /** Of the last epoch's weights. */
  readonly logits: Logits;
}

/** A method's runs, one a seed, with their answers to the test images. */
export interface ModelRuns extends Pick<ModelResult, 'model' | 'method'> {
  readonly runs: readonly Pick<ModelResult, 'seed' | 'logits'>[];
}

/** The test logits of both runs of a pair. */
export interface LogitPair {
  readonly seed: number;
  readonly arm: Logits;
  readonly control: Logits;
}

/**
 * A run with its logits.
 * @param logits recomputed from the weights or read from the run's folder
 */
export function modelResult(record: RunRecord, logits: Logits): ModelResult {
  const method = methodOf(record.recipe);
  return { model: methodLabel[method], method, run: record.id, seed: record.seed, logits };
}

/** Which images a model classifies correctly, [images]: 1 where it does and 0 where not. */
export function rightAnswers(logits: Logits, labels: Labels): Uint8Array {
  const said = predictions(logits, logits.length / labels.length);
  return labels.map((label, image) => Number(said[image] === label));
}
