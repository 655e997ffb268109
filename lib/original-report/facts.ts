import { runId } from '../recipes/run-id';
import type { InferenceTiming } from '../store/inference-timing';
import { alone60 } from '../studies/best-student/study';
import { confirmation } from '../studies/chosen-cell/study';
import { controls, hardTermAlone } from '../studies/controls/study';
import { lossScale } from '../studies/loss-scale/study';
import { studentDistilled, teacherOriginal, teacherSeed } from '../studies/original';
import { distilled, original } from '../studies/original-recipe/study';
import type { Arm, Study } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { grid } from '../studies/temperature-and-weight/study';
import { gridRows } from '../tables/grid-rows';
import { type PairedComparisonRow, pairedComparisons, pairRows } from '../tables/paired-comparison';
import { rounded } from '../tables/row';
import { armRecords } from '../tables/seed-rows';
import type { SizeRow } from '../tables/size-table';

/** What was measured and counted here of what the original report speaks of. Lists are empty where runs are missing. */
export interface Facts {
  /** Test accuracy in percent, one number a run. */
  readonly teacherPct: readonly number[];
  readonly alonePct: readonly number[];
  readonly distilledPct: readonly number[];
  /** The student alone on all 50,000 training images. */
  readonly alone50000Pct: readonly number[];
  /** Distilled minus alone by the original recipe in points, one number a pair; and the same with its tests. */
  readonly gainsPts: readonly number[];
  readonly gain: PairedComparisonRow | undefined;
  /** The teacher minus its distilled students, in points, one number a student. */
  readonly belowTeacherPts: readonly number[];
  /** The recipe with one or both scaling mistakes against the sound one. */
  readonly weakerSoft: readonly PairedComparisonRow[];
  /** The cell of the grid that validation images chose, on test images: against the student alone, and against T = 4, soft 0.7. */
  readonly searchedOverAlone: PairedComparisonRow | undefined;
  readonly searchedOverOriginal: PairedComparisonRow | undefined;
  /** Mean gain of every cell of the grid over the student alone on validation images, in points. */
  readonly gridPts: readonly number[];
  /** Without a teacher, 0.3 times the cross-entropy against the cross-entropy. */
  readonly smallerLoss: PairedComparisonRow | undefined;
  /** The student alone by the recipe of 60 epochs. */
  readonly longerPct: readonly number[];
  readonly large: SizeRow;
  readonly small: SizeRow;
  readonly timing: InferenceTiming | undefined;
}

/** What was counted and timed without training. */
export interface Networks {
  /** Teacher, student alone and student distilled, in this order. */
  readonly sizes: readonly SizeRow[];
  /** One machine's inference times; undefined where nothing was timed. */
  readonly timing: InferenceTiming | undefined;
}

/**
 * Gathers the facts.
 * @param records finished runs of every study, of the controls too
 * @throws when the sizes are not those of teacher and student
 */
export function factsOf(records: StudyRecords, { sizes, timing }: Networks): Facts {
  const [teachers, alone, students, alone50000] = original.arms;
  const search = confirmation(records);
  const [overAlone, overOriginal] = pairedComparisons(search, records);
  const [large, small] = sizes;
  if (large?.method !== 'teacher' || small?.method !== 'alone') {
    const found = sizes.map(({ method }) => method).join(', ') || 'none';
    throw new Error(`factsOf: expected the sizes of teacher and student alone, found ${found}`);
  }
  return {
    teacherPct: testPcts(teachers, records),
    alonePct: testPcts(alone, records),
    distilledPct: testPcts(students, records),
    alone50000Pct: testPcts(alone50000, records),
    gainsPts: firstGains(original, records),
    gain: pairedComparisons(original, records)[0],
    belowTeacherPts: belowTeacher(records),
    weakerSoft: weakerSoft(records),
    searchedOverAlone: overAlone,
    searchedOverOriginal: overOriginal,
    gridPts: gridRows(grid, records).flatMap(({ gainPts }) => gainPts ?? []),
    smallerLoss: smallerLoss(records),
    longerPct: testPcts(alone60, records),
    large,
    small,
    timing,
  };
}

function testPcts(arm: Arm | undefined, records: StudyRecords): number[] {
  if (arm === undefined) return [];
  return armRecords(arm, records).map(({ final }) => rounded(100 * final.testAccuracy));
}

function firstGains(study: Study, records: StudyRecords): number[] {
  const [comparison] = study.comparisons;
  if (comparison === undefined) return [];
  return pairRows(study, comparison, records).map(({ gainPts }) => gainPts);
}

function belowTeacher(records: StudyRecords): number[] {
  const teacher = records.get(runId(teacherOriginal, teacherSeed));
  if (teacher === undefined) return [];
  const own = 100 * teacher.final.testAccuracy;
  return testPcts(distilled, records).map((pct) => rounded(own - pct));
}

function weakerSoft(records: StudyRecords): PairedComparisonRow[] {
  const rows = pairedComparisons(lossScale, records);
  return rows.filter((_, at) => lossScale.comparisons[at]?.control.recipe === studentDistilled);
}

function smallerLoss(records: StudyRecords): PairedComparisonRow | undefined {
  const at = controls.comparisons.findIndex(({ arm }) => arm === hardTermAlone);
  return pairedComparisons(controls, records)[at];
}
