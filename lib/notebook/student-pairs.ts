import { studentAlone, studentDistilled } from '../study/original';
import type { Recipe } from '../study/recipe';
import { readTestLogits } from '../study/test-logits';
import type { StudentPair } from '../tables/pair-effect-rows';
import { armRecords } from '../tables/seed-rows';
import type { StudyData } from './study-data';

/** The test logits of both students of every seed of a study that has both, as their runs left them. */
export function studentPairs({ study, records }: StudyData): StudentPair[] {
  const runsOf = (recipe: Recipe) => {
    const arm = study.arms.find((one) => one.recipe.name === recipe.name);
    return arm === undefined ? [] : armRecords(arm, records);
  };
  const controls = runsOf(studentAlone);
  return runsOf(studentDistilled).flatMap(({ id, seed }) => {
    const control = controls.find((one) => one.seed === seed);
    if (control === undefined) return [];
    return [{ seed, alone: readTestLogits(control.id), distilled: readTestLogits(id) }];
  });
}
