import type { Recipe } from '../recipes/recipe';
import { strongTeacher } from './strong-teacher';
import { studies } from './studies';

/** Every recipe that `npm run train` knows by name. */
export const namedRecipes: readonly Recipe[] = [
  ...new Map(
    [...studies, strongTeacher].flatMap(({ arms }) =>
      arms.map((arm) => [arm.recipe.name, arm.recipe] as const),
    ),
  ).values(),
];

/**
 * The recipe of a name.
 * @throws when there is none, listing the names there are
 */
export function recipeByName(name: string): Recipe {
  const found = namedRecipes.find((candidate) => candidate.name === name);
  if (found === undefined) {
    const names = namedRecipes.map((candidate) => candidate.name).join(', ');
    throw new Error(`No recipe "${name}". There are: ${names}.`);
  }
  return found;
}
