import type { Recipe } from '../../recipes/recipe';
import { studentDistilled } from '../original';
import { variant } from '../variant';

export const gridTemperatures = [1, 2, 3, 4, 5] as const;
export const gridSoftWeights = [0.1, 0.3, 0.5, 0.7, 0.9] as const;

/** The recipe of a cell of the grid; the original's own cell is the original's run. */
export function gridRecipe(temperature: number, softWeight: number): Recipe {
  if (temperature === 4 && softWeight === 0.7) return studentDistilled;
  return variant(studentDistilled, `grid-t${temperature}-w${softWeight * 100}`, {
    objective: {
      ...studentDistilled.objective,
      kind: 'logits',
      temperature,
      softWeight,
      hardWeight: Math.round((1 - softWeight) * 10) / 10,
    },
  });
}
