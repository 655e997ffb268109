import type { Study } from '../studies/study';
import { missingRuns, type StudyRecords } from '../studies/study-records';
import { pairedComparisons, pairRows } from './paired-comparison';
import { armRows, missingRows, seedRows } from './seed-rows';

/** What every study is shown by. */
export type StudyTables = Readonly<ReturnType<typeof studyTables>>;

/** A study's runs, arms, pairs and comparisons, and what it lacks. */
export function studyTables(study: Study, records: StudyRecords) {
  return {
    seeds: seedRows(study, records),
    arms: armRows(study, records),
    pairs: study.comparisons.flatMap((comparison) => pairRows(study, comparison, records)),
    comparisons: pairedComparisons(study, records),
    missing: missingRows(study, records),
  };
}

/** How far a study has come, and the command that works off the rest. */
export function studyRow(study: Study, records: StudyRecords) {
  const missing = missingRuns(study, records).length;
  const planned = study.arms.reduce((runs, { seeds }) => runs + seeds.length, 0);
  return {
    study: study.name,
    question: study.question,
    /** Runs that the study asks for, as far as that is decided. */
    planned,
    finished: planned - missing,
    missing,
    /** The study that has to be complete before this one's runs are known. */
    after: study.after ?? null,
    command: `npm run sweep -- ${study.name}`,
  };
}
