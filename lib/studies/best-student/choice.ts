import { runId } from '../../recipes/run-id';
import { validationHits } from '../../store/run-record';
import type { Arm } from '../study';
import type { StudyRecords } from '../study-records';

/**
 * The arm whose runs have the highest mean validation accuracy, all on the same images; of equals the first.
 * @returns undefined while a run is missing, so that the choice cannot depend on which runs were made first
 */
export function bestOnValidation(arms: readonly Arm[], records: StudyRecords): Arm | undefined {
  const judged = arms.map((arm) => {
    const runs = arm.seeds.map((seed) => records.get(runId(arm.recipe, seed)));
    const hits = runs.map((run) => (run === undefined ? Number.NaN : validationHits(run)));
    return { arm, hits: hits.reduce((sum, own) => sum + own, 0) / hits.length };
  });
  if (judged.some(({ hits }) => Number.isNaN(hits))) return undefined;
  return judged.sort((a, b) => b.hits - a.hits)[0]?.arm;
}
