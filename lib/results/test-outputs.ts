import { predictions } from '../statistics/classification';
import { runsFolder } from '../store/run-store';
import { hasTestAnswers, readTestAnswers } from '../store/test-answers';
import { hasViewLogits, readTestLogits } from '../store/test-logits';
import { strongTeacher } from '../studies/strong-teacher/study';
import type { Arm, Comparison } from '../studies/study';
import { type StudyRecords, studyRecords } from '../studies/study-records';
import type {
  Labels,
  LogitPair,
  ModelRuns,
  OutputPair,
  PredictionPair,
} from '../tables/model-result';
import { armRecords, pairedRecords } from '../tables/seed-rows';
import { testViewsRows } from '../tables/test-views-rows';

const CLASSES = 10;

/** The class that a run puts first for each test image, from its logits or, where it keeps those alone, its answers. */
export function testPredictions(id: string, runs = runsFolder()): Uint8Array {
  return hasTestAnswers(id, runs)
    ? readTestAnswers(id, runs).predicted
    : predictions(readTestLogits(id, runs), CLASSES);
}

/** The finished runs of an arm with their test logits, as the runs left them. */
export function modelRuns(arm: Arm, records: StudyRecords): ModelRuns {
  const runs = armRecords(arm, records).map(({ id, seed }) => ({
    seed,
    logits: readTestLogits(id),
  }));
  return { model: arm.label, method: arm.family, runs };
}

/** The test logits of every complete pair of a comparison, as its runs left them. */
export function logitPairs(comparison: Comparison, records: StudyRecords): LogitPair[] {
  return outputPairs(comparison, records, readTestLogits);
}

/** The test predictions of every complete pair of a comparison. */
export function predictionPairs(comparison: Comparison, records: StudyRecords): PredictionPair[] {
  return outputPairs(comparison, records, testPredictions);
}

function outputPairs<T>(
  comparison: Comparison,
  records: StudyRecords,
  read: (id: string) => T,
): OutputPair<T>[] {
  return pairedRecords(comparison, records).map(([arm, control]) => ({
    seed: arm.seed,
    arm: read(arm.id),
    control: read(control.id),
  }));
}

/** The strong teachers that are there, their accuracies counted from the logits in their folders. */
export function strongTeacherRows(labels: Labels, runs = runsFolder()) {
  const records = studyRecords(strongTeacher, runs);
  const judged = strongTeacher.arms.flatMap((arm) =>
    armRecords(arm, records).map((record) => {
      const logits = readTestLogits(record.id, runs);
      const hasViews = hasViewLogits(record.id, runs);
      const viewLogits = hasViews ? readTestLogits(record.id, runs, 'views') : undefined;
      return { arm: arm.label, record, logits, viewLogits };
    }),
  );
  return testViewsRows(judged, labels);
}
