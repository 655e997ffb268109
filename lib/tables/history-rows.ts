import type { RunRecord } from '../store/run-record';
import { methodLabel, methodOf } from './method';
import type { RowOf } from './row';

/** One epoch of one run. */
export type HistoryRow = RowOf<typeof historyRows>;

/** The epochs of runs, one row each, in the order of the records. */
export function historyRows(records: readonly RunRecord[]) {
  return records.flatMap((record) => {
    const method = methodOf(record.recipe);
    const names = { model: methodLabel[method], method, run: record.id, seed: record.seed };
    return record.history.map(({ validationAccuracy, trainingLoss, ...epoch }) => ({
      ...names,
      epoch: epoch.epoch,
      learningRate: epoch.learningRate,
      /** The objective that was minimised. */
      trainingLoss,
      /** Its cross-entropy part, comparable between objectives, on augmented training images. */
      trainingCrossEntropy: epoch.lossParts.hard ?? trainingLoss,
      /** Its KL·T² part; null where there is none. */
      trainingSoft: epoch.lossParts.soft ?? null,
      /** On the validation images, as the accuracy; null where these are among the training images. */
      validationCrossEntropy: epoch.validationLoss ?? null,
      trainingAccuracyPct: 100 * epoch.trainingAccuracy,
      validationAccuracyPct: validationAccuracy === undefined ? null : 100 * validationAccuracy,
    }));
  });
}
