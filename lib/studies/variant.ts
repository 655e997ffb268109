import { type Recipe, type RecipeInput, recipe } from '../recipes/recipe';

/** A recipe that differs from another in a few fields. */
export function variant(base: Recipe, name: string, fields: Partial<RecipeInput>): Recipe {
  return recipe({ ...base, ...fields, name });
}
