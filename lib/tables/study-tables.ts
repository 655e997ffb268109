import type { Study } from '../studies/study';
import { missingRuns, type StudyRecords } from '../studies/study-records';
import {
  type PairedComparisonRow,
  type PairRow,
  pairedComparisons,
  pairRows,
} from './paired-comparison';
import {
  type ArmRow,
  armRows,
  type MissingRow,
  missingRows,
  type SeedRow,
  seedRows,
} from './seed-rows';

/** What every study is shown by. */
export interface StudyTables {
  readonly seeds: readonly SeedRow[];
  readonly arms: readonly ArmRow[];
  readonly pairs: readonly PairRow[];
  readonly comparisons: readonly PairedComparisonRow[];
  readonly missing: readonly MissingRow[];
}

/** A study's runs, arms, pairs and comparisons, and what it lacks. */
export function studyTables(study: Study, records: StudyRecords): StudyTables {
  return {
    seeds: seedRows(study, records),
    arms: armRows(study, records),
    pairs: study.comparisons.flatMap((comparison) => pairRows(study, comparison, records)),
    comparisons: pairedComparisons(study, records),
    missing: missingRows(study, records),
  };
}

/** How far a study has come. */
export type StudyRow = {
  readonly study: string;
  readonly question: string;
  /** Runs that the study asks for, as far as that is decided. */
  readonly planned: number;
  readonly finished: number;
  readonly missing: number;
  /** The study that has to be complete before this one's runs are known. */
  readonly after: string | null;
  readonly command: string;
};

/** How far a study has come, and the command that works off the rest. */
export function studyRow(study: Study, records: StudyRecords): StudyRow {
  const missing = missingRuns(study, records).length;
  const planned = study.arms.reduce((runs, { seeds }) => runs + seeds.length, 0);
  return {
    study: study.name,
    question: study.question,
    planned,
    finished: planned - missing,
    missing,
    after: study.after ?? null,
    command: `npm run sweep -- ${study.name}`,
  };
}
