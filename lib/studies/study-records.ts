import type { RunRecord } from '../store/run-record';
import { hasRun, readRunById, runsFolder } from '../store/run-store';
import { type Study, type StudyRun, studyRuns } from './study';

/** Finished runs by run id. */
export type StudyRecords = ReadonlyMap<string, RunRecord>;

/** The records of those of a study's runs that are there. */
export function studyRecords(study: Study, runs: string = runsFolder()): StudyRecords {
  const there = studyRuns([study]).filter(({ id }) => hasRun(id, runs));
  return new Map(there.map(({ id }) => [id, readRunById(id, runs)]));
}

/** The runs that a study still lacks. */
export function missingRuns(study: Study, records: StudyRecords): readonly StudyRun[] {
  return studyRuns([study]).filter(({ id }) => !records.has(id));
}
