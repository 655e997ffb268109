import type { Recipe } from '../recipes/recipe';

/** What a model is, as far as tables and figures care. */
export type Method = 'teacher' | 'alone' | 'distilled' | 'control';

/** How a reader knows the method, everywhere in the report. */
export const methodLabel: Readonly<Record<Method, string>> = {
  teacher: 'teacher',
  alone: 'student alone',
  distilled: 'student distilled',
  control: 'control',
};

/** Teacher, student alone (labels only) or student distilled, read off the recipe. */
export function methodOf(recipe: Recipe): Method {
  if (recipe.model !== 'student') return 'teacher';
  return recipe.objective.kind === 'labels' ? 'alone' : 'distilled';
}
