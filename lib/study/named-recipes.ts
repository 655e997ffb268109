import { studentAlone, studentDistilled, teacherOriginal } from './original';
import type { Recipe } from './recipe';

/** Every recipe that `npm run train` knows by name. */
export const namedRecipes: readonly Recipe[] = [teacherOriginal, studentAlone, studentDistilled];

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
