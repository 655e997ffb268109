import { runsFolder } from '../store/run-store';
import { reportedStudies } from '../studies/current-studies';
import type { Study } from '../studies/study';
import { type StudyRecords, studyRecords } from '../studies/study-records';
import { recomputedRecords } from './study-data';

/** The studies that the report shows, and the finished runs of all of them. */
export interface EveryStudy {
  readonly studies: readonly Study[];
  readonly records: StudyRecords;
}

/**
 * Every study that the report shows as far as its runs decide it, every test accuracy counted anew from test logits.
 * @param labels of the test images, [images]
 * @throws when a run's logits give another accuracy than its record states
 */
export function everyStudy(labels: Uint8Array, runs = runsFolder()): EveryStudy {
  const studies = reportedStudies(runs);
  const found: StudyRecords = new Map(studies.flatMap((study) => [...studyRecords(study, runs)]));
  return { studies, records: recomputedRecords(found, labels, runs) };
}
