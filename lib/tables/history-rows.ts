import type { RunRecord } from '../store/run-record';
import { type Method, methodLabel, methodOf } from './method';

/** One epoch of one run. */
export type HistoryRow = {
  readonly model: string;
  readonly method: Method;
  readonly run: string;
  readonly seed: number;
  readonly epoch: number;
  readonly learningRate: number;
  /** The objective that was minimised. */
  readonly trainingLoss: number;
  /** Its cross-entropy part, comparable between objectives, on augmented training images. */
  readonly trainingCrossEntropy: number;
  /** Its KL·T² part; null where there is none. */
  readonly trainingSoft: number | null;
  /** Cross-entropy on the validation images; null where these are among the training images. */
  readonly validationCrossEntropy: number | null;
  readonly trainingAccuracyPct: number;
  /** Null as the cross-entropy is. */
  readonly validationAccuracyPct: number | null;
};

/** The epochs of runs, one row each, in the order of the records. */
export function historyRows(records: readonly RunRecord[]): HistoryRow[] {
  return records.flatMap((record) => {
    const method = methodOf(record.recipe);
    return record.history.map((epoch) => ({
      model: methodLabel[method],
      method,
      run: record.id,
      seed: record.seed,
      epoch: epoch.epoch,
      learningRate: epoch.learningRate,
      trainingLoss: epoch.trainingLoss,
      trainingCrossEntropy: epoch.lossParts.hard ?? epoch.trainingLoss,
      trainingSoft: epoch.lossParts.soft ?? null,
      validationCrossEntropy: epoch.validationLoss ?? null,
      trainingAccuracyPct: 100 * epoch.trainingAccuracy,
      validationAccuracyPct:
        epoch.validationAccuracy === undefined ? null : 100 * epoch.validationAccuracy,
    }));
  });
}
