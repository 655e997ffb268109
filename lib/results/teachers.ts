import { runsFolder } from '../store/run-store';
import { hasViewLogits, readTestLogits } from '../store/test-logits';
import { strongTeacher } from '../studies/strong-teacher/study';
import { studyRecords } from '../studies/study-records';
import { armRecords } from '../tables/seed-rows';
import { type TestViewsRow, testViewsRows } from '../tables/test-views-rows';

/**
 * The strong teachers that are there, their accuracies counted from the logits in their folders.
 * @param labels of the test images, [images]
 */
export function strongTeacherRows(labels: Uint8Array, runs = runsFolder()): TestViewsRow[] {
  const records = studyRecords(strongTeacher, runs);
  const judged = strongTeacher.arms.flatMap((arm) =>
    armRecords(arm, records).map((record) => ({
      arm: arm.label,
      record,
      logits: readTestLogits(record.id, runs),
      viewLogits: hasViewLogits(record.id, runs)
        ? readTestLogits(record.id, runs, 'views')
        : undefined,
    })),
  );
  return testViewsRows(judged, labels);
}
