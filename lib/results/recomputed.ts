import { accuracy, predictions } from '../statistics/classification';
import type { RunRecord } from '../store/run-record';
import type { Labels, ModelResult } from '../tables/model-result';
import { testPredictions } from './test-outputs';

const CLASSES = 10;
/** Other processors and thread counts give other last bits; they may flip a tie, no more. */
const TOLERANCE = 0.0005;

/** Whether the recomputed logits put the same class first as those the run left behind, ties aside. */
export function samePredictions({ run, logits }: ModelResult): boolean {
  const now = predictions(logits, CLASSES);
  const then = testPredictions(run);
  const others = now.filter((answer, image) => answer !== then[image]).length;
  return then.length === now.length && others <= TOLERANCE * now.length;
}

/** Whether the recomputed test accuracy is the one in the run's record, ties aside. */
export function sameAccuracy({ logits }: ModelResult, labels: Labels, record: RunRecord): boolean {
  return Math.abs(accuracy(logits, labels, CLASSES) - record.final.testAccuracy) <= TOLERANCE;
}

/** Whether every run that learned from a teacher learned from one of these, with its weights where it says so. */
export function learnedFrom(runs: readonly RunRecord[], ...teachers: readonly RunRecord[]) {
  return runs.every(({ recipe, teacherWeightsChecksum }) => {
    const weights = teachers.find(({ id }) => id === recipe.teacher)?.weightsChecksum;
    if (recipe.teacher === undefined) return true;
    return weights !== undefined && (teacherWeightsChecksum ?? weights) === weights;
  });
}

/** Whether all runs trained and were tested on these very images. */
export function sawTheseImages(runs: readonly RunRecord[], checksum: string): boolean {
  return runs.every((run) => run.dataChecksum === checksum);
}
