import type { Recipe } from '../../recipes/recipe';
import { studentDistilled } from '../original';
import { variant } from '../variant';

export const gridTemperatures = [1, 2, 3, 4, 5] as const;
export const gridSoftWeights = [0.1, 0.3, 0.5, 0.7, 0.9] as const;

/** Recipes once made: one cell is always one object. */
const made = new Map<string, Recipe>();

/** The recipe of a cell of the grid; the original's own cell is the original's run. */
export function gridRecipe(temperature: number, softWeight: number): Recipe {
  if (temperature === 4 && softWeight === 0.7) return studentDistilled;
  const name = `grid-t${temperature}-w${softWeight * 100}`;
  const recipe = made.get(name) ?? newRecipe(name, temperature, softWeight);
  made.set(name, recipe);
  return recipe;
}

function newRecipe(name: string, temperature: number, softWeight: number): Recipe {
  return variant(studentDistilled, name, {
    objective: {
      ...studentDistilled.objective,
      kind: 'logits',
      temperature,
      softWeight,
      hardWeight: Math.round((1 - softWeight) * 10) / 10,
    },
  });
}
