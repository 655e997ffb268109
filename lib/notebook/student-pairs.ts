import type { Recipe } from '../recipes/recipe';
import { readTestLogits } from '../store/test-logits';
import { studentAlone, studentDistilled } from '../studies/original';
import type { StudentPair } from '../tables/pair-effect-rows';
import { seedPairs } from '../tables/seed-pairs';
import { armRecords } from '../tables/seed-rows';
import type { StudyData } from './study-data';

/** The test logits of both students of every seed of a study that has both, as their runs left them. */
export function studentPairs({ study, records }: StudyData): StudentPair[] {
  const runsOf = (recipe: Recipe) => {
    const arm = study.arms.find((one) => one.recipe === recipe);
    return arm === undefined ? [] : armRecords(arm, records);
  };
  return seedPairs(runsOf(studentAlone), runsOf(studentDistilled)).map(([alone, distilled]) => ({
    seed: alone.seed,
    alone: readTestLogits(alone.id),
    distilled: readTestLogits(distilled.id),
  }));
}
