import type { RunRecord } from '../store/run-record';
import { type Method, methodLabel, methodOf } from './method';

/** The true class of each test image, [images]. */
export type Labels = Uint8Array;

/** A model's answers to each test image, [images * classes]. */
export type Logits = Float32Array;

/** The class that a model puts first for each test image, [images]. */
export type Predictions = Uint8Array;

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

/** What both runs of a pair gave for the test images. */
export interface OutputPair<T> {
  readonly seed: number;
  readonly arm: T;
  readonly control: T;
}
export type LogitPair = OutputPair<Logits>;
export type PredictionPair = OutputPair<Predictions>;

/**
 * A run with its logits.
 * @param logits recomputed from the weights or read from the run's folder
 */
export function modelResult(record: RunRecord, logits: Logits): ModelResult {
  const method = methodOf(record.recipe);
  return { model: methodLabel[method], method, run: record.id, seed: record.seed, logits };
}

/** Which images a model classifies correctly, [images]: 1 where it does and 0 where not. */
export function rightAnswers(predicted: Predictions, labels: Labels): Uint8Array {
  return labels.map((label, image) => Number(predicted[image] === label));
}
