import { runsFolder } from '../store/run-store';
import { hasViewLogits, readTestLogits } from '../store/test-logits';
import { strongTeacher } from '../studies/strong-teacher/study';
import { studyRuns } from '../studies/study';
import { studyRecords } from '../studies/study-records';
import { type TestViewsRow, testViewsRows } from '../tables/test-views-rows';

/**
 * The strong teachers that are there, their accuracies counted from the logits in their folders.
 * @param labels of the test images, [images]
 */
export function strongTeacherRows(labels: Uint8Array, runs = runsFolder()): TestViewsRow[] {
  const records = studyRecords(strongTeacher, runs);
  const judged = strongTeacher.arms.flatMap((arm) =>
    studyRuns([{ ...strongTeacher, arms: [arm] }]).flatMap(({ id }) => {
      const record = records.get(id);
      if (record === undefined) return [];
      const viewLogits = hasViewLogits(id, runs) ? readTestLogits(id, runs, 'views') : undefined;
      return [{ arm: arm.label, record, logits: readTestLogits(id, runs), viewLogits }];
    }),
  );
  return testViewsRows(judged, labels);
}
