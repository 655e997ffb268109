import type { Recipe } from '../recipes/recipe';
import type { InferenceTiming } from '../store/inference-timing';
import { studentDistilled } from '../studies/original';
import type { Arm, Comparison, Study } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { type PairedComparisonRow, pairedComparisons, pairRows } from './paired-comparison';
import { rounded } from './row';
import { armRecords } from './seed-rows';
import type { SizeRow } from './size-table';

/** Everything that the verdicts are made of; whatever is missing leaves a verdict open. */
export interface VerdictSources {
  /** Every study, by name: original, loss-scale, baseline-gap, temperature-and-weight, chosen-cell. */
  readonly studies: readonly Study[];
  /** The finished runs of all of them. */
  readonly records: StudyRecords;
  /** Teacher, student alone and student distilled, counted from their networks. */
  readonly sizes: readonly SizeRow[];
  /** One machine's inference times; undefined where nothing was timed. */
  readonly timing: InferenceTiming | undefined;
}

/** The first arm of any study with this recipe. */
function armOf({ studies }: VerdictSources, recipe: Recipe): Arm | undefined {
  return studies.flatMap(({ arms }) => arms).find((arm) => arm.recipe === recipe);
}

/** Test accuracies in percent of an arm's finished runs, by seed; none where there is no such arm. */
export function testPcts(sources: VerdictSources, recipe: Recipe): number[] {
  const arm = armOf(sources, recipe);
  if (arm === undefined) return [];
  return armRecords(arm, sources.records).map(({ final }) => rounded(100 * final.testAccuracy));
}

/** What `belowTeacher` is conditional on, in words. */
export const oneTeacher = 'students of one teacher';

/** How far distilled students stay below the very teacher that they learned from, one value a seed. */
export function belowTeacher(sources: VerdictSources): { points: number[]; relativePct: number[] } {
  const arm = armOf(sources, studentDistilled);
  const pairs = (arm === undefined ? [] : armRecords(arm, sources.records)).flatMap((student) => {
    const teacher = sources.records.get(student.recipe.teacher ?? '');
    return teacher === undefined ? [] : [{ student, teacher }];
  });
  const drops = pairs.map(({ student, teacher }) => ({
    drop: teacher.final.testAccuracy - student.final.testAccuracy,
    of: teacher.final.testAccuracy,
  }));
  return {
    points: drops.map(({ drop }) => rounded(100 * drop)),
    relativePct: drops.map(({ drop, of }) => rounded((100 * drop) / of)),
  };
}

/** A study's comparisons with their tests, in its order; none where there is no such study. */
export function comparisonsOf(
  { studies, records }: VerdictSources,
  studyName: string,
): PairedComparisonRow[] {
  const study = studies.find(({ name }) => name === studyName);
  return study === undefined ? [] : pairedComparisons(study, records);
}

/** A study's comparison of two recipes, with its tests; undefined where there is none, or none yet. */
export function comparisonOf(
  sources: VerdictSources,
  studyName: string,
  isWanted: (comparison: Comparison) => boolean = () => true,
): PairedComparisonRow | undefined {
  const study = sources.studies.find(({ name }) => name === studyName);
  return comparisonsOf(sources, studyName)[study?.comparisons.findIndex(isWanted) ?? -1];
}

/** Its gains, one a complete pair, in points. */
export function onlyGains({ studies, records }: VerdictSources, studyName: string): number[] {
  const study = studies.find(({ name }) => name === studyName);
  const [comparison] = study?.comparisons ?? [];
  if (study === undefined || comparison === undefined) return [];
  return pairRows(study, comparison, records).map((row) => row.gainPts);
}
