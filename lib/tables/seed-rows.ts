import { runId } from '../recipes/run-id';
import type { RunRecord } from '../store/run-record';
import { requireOneTeacher } from '../studies/one-teacher';
import type { Arm, Comparison, Family, Study } from '../studies/study';
import { missingRuns, type StudyRecords } from '../studies/study-records';
import { rounded } from './row';
import { seedPairs } from './seed-pairs';
import { meanInterval, spreadOf } from './spread';
import { type Table, table } from './table';

/** One finished run of a study. */
export type SeedRow = {
  readonly study: string;
  readonly arm: string;
  readonly method: Family;
  readonly run: string;
  readonly seed: number;
  readonly trainingImages: number;
  /** After the last epoch; null where the validation images are among the training images. */
  readonly validationPct: number | null;
  /** After the last epoch. */
  readonly testPct: number;
};

/** An arm of a study over its seeds. */
export type ArmRow = {
  readonly study: string;
  readonly arm: string;
  readonly method: Family;
  /** Finished runs. */
  readonly n: number;
  /** Runs that the study asks for. */
  readonly planned: number;
  readonly testMeanPct: number | null;
  readonly testSdPct: number | null;
  readonly testLowestPct: number | null;
  readonly testHighestPct: number | null;
  /** Student's 95 % interval of the mean; from three runs on. */
  readonly testLowPct: number | null;
  readonly testHighPct: number | null;
  readonly validationMeanPct: number | null;
};

/** A run that a study still lacks, and how to train what is missing. */
export type MissingRow = {
  readonly study: string;
  readonly run: string;
  readonly command: string;
};

/** The finished runs of a study, arm by arm. */
export function seedRows(study: Study, records: StudyRecords): SeedRow[] {
  return study.arms.flatMap((arm) =>
    armRecords(arm, records).map((record) => ({
      study: study.name,
      arm: arm.label,
      method: arm.family,
      run: record.id,
      seed: record.seed,
      trainingImages: record.images.training,
      validationPct: validationPct(record),
      testPct: rounded(100 * record.final.testAccuracy),
    })),
  );
}

function validationPct({ final: { validationAccuracy } }: RunRecord): number | null {
  return validationAccuracy === undefined ? null : rounded(100 * validationAccuracy);
}

/** Mean and spread of each arm over the seeds that are there. */
export function armRows(study: Study, records: StudyRecords): ArmRow[] {
  const seeds = seedRows(study, records);
  return study.arms.map(({ label, family, seeds: planned }) => {
    const own = seeds.filter((row) => row.arm === label);
    const pcts = own.map((row) => row.testPct);
    const test = spreadOf(pcts);
    const interval = meanInterval(pcts);
    return {
      study: study.name,
      arm: label,
      method: family,
      n: own.length,
      planned: planned.length,
      testMeanPct: test.mean,
      testSdPct: test.sd,
      testLowestPct: test.lowest,
      testHighestPct: test.highest,
      testLowPct: interval?.low ?? null,
      testHighPct: interval?.high ?? null,
      validationMeanPct: spreadOf(own.flatMap((row) => row.validationPct ?? [])).mean,
    };
  });
}

/** What a study still lacks. */
export function missingRows(study: Study, records: StudyRecords): MissingRow[] {
  return missingRuns(study, records).map(({ id }) => ({
    study: study.name,
    run: id,
    command: `npm run sweep -- ${study.name}`,
  }));
}

/**
 * The records of an arm's finished runs, by seed.
 * @throws when they learned from different weights of one teacher
 */
export function armRecords(arm: Arm, records: StudyRecords): readonly RunRecord[] {
  const own = arm.seeds.flatMap((seed) => records.get(runId(arm.recipe, seed)) ?? []);
  requireOneTeacher(own);
  return own;
}

/**
 * The complete pairs of a comparison, arm and control of one seed each.
 * @throws when its students learned from different weights of one teacher
 */
export function pairedRecords(
  { arm, control }: Comparison,
  records: StudyRecords,
): (readonly [RunRecord, RunRecord])[] {
  const [own, others] = [armRecords(arm, records), armRecords(control, records)];
  requireOneTeacher([...own, ...others]);
  return seedPairs(own, others);
}

/** Arms over their seeds. */
export function armTable(rows: readonly ArmRow[]): Table<ArmRow> {
  return table({
    name: 'arms',
    key: ['study', 'arm'],
    caption:
      "Accuracy after the last epoch over the seeds of each arm, counted from the runs' test logits.",
    columns: {
      arm: 'arm',
      n: 'runs',
      planned: 'planned',
      testMeanPct: ['test accuracy, mean (%)', 2],
      testSdPct: ['sd', 2],
      testLowestPct: ['lowest', 2],
      testHighestPct: ['highest', 2],
      validationMeanPct: ['validation accuracy, mean (%)', 2],
    },
    rows,
  });
}

/** Every run; for the report's files. */
export function seedTable(rows: readonly SeedRow[]): Table<SeedRow> {
  return table({
    name: 'seeds',
    caption: "Accuracy of each run after the last epoch, counted from the run's test logits.",
    columns: {
      arm: 'arm',
      seed: 'seed',
      validationPct: ['validation accuracy (%)', 2],
      testPct: ['test accuracy (%)', 2],
    },
    rows,
  });
}

/** What studies still lack. */
export function missingTable(rows: readonly MissingRow[]): Table<MissingRow> {
  return table({
    name: 'missing-runs',
    key: ['study', 'run'],
    caption: 'Runs that the studies still lack, and the command that trains them.',
    columns: { study: 'study', run: 'run', command: 'command' },
    rows,
  });
}
