import type { Study } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { type AccuracyRow, recordedAccuracy } from './accuracy-table';
import { armRecords } from './seed-rows';

/**
 * The test accuracies in the records of a study's finished runs, one row a run, arm by arm, under the arms'
 * labels. A variant of a student stands beside the original report's figure of that student.
 */
export function studyAccuracies(study: Study, records: StudyRecords): AccuracyRow[] {
  return study.arms.flatMap((arm) =>
    armRecords(arm, records).map((record) => ({
      ...recordedAccuracy(record),
      model: arm.label,
      method: arm.family,
    })),
  );
}
