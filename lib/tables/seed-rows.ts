import { runId } from '../recipes/run-id';
import type { RunRecord } from '../store/run-record';
import { requireOneTeacher } from '../studies/one-teacher';
import type { Arm, Comparison, Study } from '../studies/study';
import { missingRuns, type StudyRecords } from '../studies/study-records';
import { type RowOf, rounded } from './row';
import { meanInterval, spreadOf } from './spread';
import { tableOf } from './table';

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
 * The complete pairs of a comparison, arm and control of one seed each, in the order of the arm's seeds; a seed that only
 * one of them has is left out.
 * @throws when its students learned from different weights of one teacher
 */
export function pairedRecords({ arm, control }: Comparison, records: StudyRecords) {
  const [own, others] = [armRecords(arm, records), armRecords(control, records)];
  requireOneTeacher([...own, ...others]);
  return own.flatMap((record) => {
    const partner = others.find(({ seed }) => seed === record.seed);
    return partner === undefined ? [] : [[record, partner] as const];
  });
}

/** A run's test accuracy after the last epoch. */
export function testPct({ final }: RunRecord): number {
  return rounded(100 * final.testAccuracy);
}

/** The same on the validation images; null where these are among the training images. */
export function validationPct({ final: { validationAccuracy } }: RunRecord): number | null {
  return validationAccuracy === undefined ? null : rounded(100 * validationAccuracy);
}

/** One finished run of a study. */
export type SeedRow = RowOf<typeof seedRows>;

/** The finished runs of a study, arm by arm. */
export function seedRows(study: Study, records: StudyRecords) {
  return study.arms.flatMap((arm) =>
    armRecords(arm, records).map((record) => ({
      study: study.name,
      arm: arm.label,
      method: arm.family,
      run: record.id,
      seed: record.seed,
      trainingImages: record.images.training,
      validationPct: validationPct(record),
      testPct: testPct(record),
    })),
  );
}

/** An arm of a study over its seeds. */
export type ArmRow = RowOf<typeof armRows>;

/** Mean and spread of each arm over the seeds that are there. */
export function armRows(study: Study, records: StudyRecords) {
  const seeds = seedRows(study, records);
  return study.arms.map(({ label, family, seeds: planned }) => {
    const own = seeds.filter((row) => row.arm === label);
    const pcts = own.map((row) => row.testPct);
    const { n, mean, sd, lowest, highest } = spreadOf(pcts);
    const { low, high } = meanInterval(pcts);
    return {
      study: study.name,
      arm: label,
      method: family,
      /** Finished runs. */
      n,
      /** Runs that the study asks for. */
      planned: planned.length,
      testMeanPct: mean,
      testSdPct: sd,
      testLowestPct: lowest,
      testHighestPct: highest,
      /** Student's 95 % interval of the mean; from three runs on. */
      testLowPct: low,
      testHighPct: high,
      validationMeanPct: spreadOf(own.flatMap((row) => row.validationPct ?? [])).mean,
    };
  });
}

/** The runs that a study still lacks, and the command that trains them all. */
export function missingRows(study: Study, records: StudyRecords) {
  const command = `npm run sweep -- ${study.name}`;
  return missingRuns(study, records).map(({ id }) => ({ study: study.name, run: id, command }));
}

/** Arms over their seeds. */
export const armTable = tableOf<ArmRow>({
  name: 'arms',
  key: ['study', 'arm'],
  caption: "Final-epoch accuracy of each arm over its seeds, computed from the runs' test logits.",
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
});
