import { architectures } from '../recipes/architectures';
import type { Recipe } from '../recipes/recipe';
import type { Family } from '../studies/study';

/** What a model is, as far as tables and figures care: the family of its arm. */
export type Method = Family;

/** How a reader knows the method, everywhere in the report. */
export const methodLabel: Readonly<Record<Method, string>> = {
  teacher: 'teacher',
  alone: 'student alone',
  distilled: 'student distilled',
  control: 'control',
};

/** Teacher, student alone (labels only) or student distilled, as far as a recipe by itself tells. */
export function methodOf(recipe: Recipe): Method {
  if (architectures[recipe.model].usualRole === 'teacher') return 'teacher';
  return recipe.objective.kind === 'labels' ? 'alone' : 'distilled';
}
