import type { Recipe } from '../recipes/recipe';
import { runId } from '../recipes/run-id';
import { studies } from './studies';

/** Every recipe that `npm run train` knows by name. */
export const namedRecipes: readonly Recipe[] = [
  ...new Map(
    studies.flatMap(({ arms }) => arms.map((arm) => [arm.recipe.name, arm.recipe] as const)),
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

/**
 * The command that trains a run. Where no recipe of the studies makes the run, its recipe lies in somebody's file.
 * @param id of a run that is missing
 */
export function trainCommand(id: string): string {
  const [, name = id, seed = '0'] = /^(.*)-[0-9a-f]{8}-s(\d+)$/.exec(id) ?? [];
  const made = namedRecipes.some((recipe) => recipe.name === name && idOf(recipe, seed) === id);
  return `npm run train -- ${made ? name : '<the .json file of its recipe>'} --seed ${seed}`;
}

function idOf(recipe: Recipe, seed: string): string | undefined {
  return Number(seed) < 2 ** 32 ? runId(recipe, Number(seed)) : undefined;
}
