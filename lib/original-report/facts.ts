import { runId } from '../recipes/run-id';
import type { InferenceTiming } from '../store/inference-timing';
import { alone60 } from '../studies/best-student/study';
import { confirmation } from '../studies/chosen-cell/study';
import { controls, hardTermAlone } from '../studies/controls/study';
import { lossScale } from '../studies/loss-scale/study';
import { teacherOriginal, teacherSeed } from '../studies/original';
import { distilled, original } from '../studies/original-recipe/study';
import type { Arm } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { grid } from '../studies/temperature-and-weight/study';
import { gridRows } from '../tables/grid-rows';
import { pairedComparisons, pairRows } from '../tables/paired-comparison';
import { rounded } from '../tables/row';
import { armRecords } from '../tables/seed-rows';
import type { SizeRow } from '../tables/size-table';

/** Our measurements and counts behind the original report's statements. Lists are empty where runs are missing. */
export type Facts = ReturnType<typeof factsOf>;

/**
 * Gathers the facts.
 * @param records finished runs of every study, of the controls too
 * @param networks sizes of teacher, student alone and student distilled, in this order; one machine's inference times
 * @throws when the sizes are not those of teacher and student
 */
export function factsOf(
  records: StudyRecords,
  networks: { readonly sizes: readonly SizeRow[]; readonly timing: InferenceTiming | undefined },
) {
  const testPcts = (arm: Arm) =>
    armRecords(arm, records).map(({ final }) => rounded(100 * final.testAccuracy));
  const [teacherPct = [], alonePct = [], distilledPct = [], alone50000Pct = []] =
    original.arms.map(testPcts);
  const teacher = records.get(runId(teacherOriginal, teacherSeed));
  const belowTeacher = (pct: number) =>
    teacher === undefined ? [] : rounded(100 * teacher.final.testAccuracy - pct);
  const [searchedOverAlone, searchedOverOriginal] = pairedComparisons(
    confirmation(records),
    records,
  );
  return {
    /** Test accuracy in percent, one number per run. */
    teacherPct,
    alonePct,
    distilledPct,
    /** The student alone on all 50,000 training images. */
    alone50000Pct,
    /** Distilled minus alone by the original recipe in points, one number per pair; and the same with its tests. */
    gainsPts: original.comparisons
      .slice(0, 1)
      .flatMap((first) => pairRows(original, first, records))
      .map(({ gainPts }) => gainPts),
    gain: pairedComparisons(original, records)[0],
    /** The teacher minus its distilled students, in points, one number per student. */
    belowTeacherPts: testPcts(distilled).flatMap(belowTeacher),
    /** The recipe with one or both scaling mistakes against the correct one. */
    weakerSoft: pairedComparisons(lossScale, records).filter(
      ({ control }) => control === distilled.label,
    ),
    /** The cell of the grid that validation images chose, on test images: against the student alone, and against T = 4, soft 0.7. */
    searchedOverAlone,
    searchedOverOriginal,
    /** Mean gain of every cell of the grid over the student alone on validation images, in points. */
    gridPts: gridRows(grid, records).flatMap(({ gainPts }) => gainPts ?? []),
    /** Without a teacher, 0.3 times the cross-entropy against the cross-entropy. */
    smallerLoss: pairedComparisons(controls, records).find(
      ({ arm }) => arm === hardTermAlone.label,
    ),
    /** The student alone by the recipe of 60 epochs. */
    longerPct: testPcts(alone60),
    ...teacherAndStudent(networks.sizes),
    timing: networks.timing,
  };
}

function teacherAndStudent(sizes: readonly SizeRow[]) {
  const [large, small] = sizes;
  if (large?.method === 'teacher' && small?.method === 'alone') return { large, small };
  const found = sizes.map(({ method }) => method).join(', ') || 'none';
  throw new Error(`factsOf: expected the sizes of teacher and student alone, found ${found}`);
}
