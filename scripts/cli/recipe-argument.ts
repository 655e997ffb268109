import type { Recipe } from '../../lib/recipes/recipe';
import { readRecipe } from '../../lib/recipes/recipe-file';
import { recipeByName } from '../../lib/studies/named-recipes';

/** The recipe that a command's argument names: a file that ends in .json, or a recipe of a study. */
export function recipeOf(argument: string): Recipe {
  return argument.endsWith('.json') ? readRecipe(argument) : recipeByName(argument);
}
