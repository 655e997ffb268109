import type { Recipe, RecipeInput } from '../../recipes/recipe';
import { scale } from '../../store/scale';
import type { Arm } from '../study';
import { variant } from '../variant';

/** A recipe that the screening chose, trained for another number of epochs; at smoke scale for as few as it is. */
export function trainedFor(
  epochs: number,
  chosen: Arm,
  name: string,
  fields: Partial<RecipeInput> = {},
): Recipe {
  return variant(chosen.recipe, name, { ...fields, ...(scale() === 'smoke' ? {} : { epochs }) });
}

/**
 * An arm that the screening chose, trained for another number of epochs, such as `student-60-distilled`. Its runs keep
 * logits; see `testOutput`.
 */
export function lengthArm(epochs: number, chosen: Arm, seeds: readonly number[]): Arm {
  const { family, role } = chosen;
  const name = family === 'alone' ? `student-${epochs}` : `student-${epochs}-${family}`;
  const recipe = trainedFor(epochs, chosen, name);
  return { label: `${family}, ${epochs} epochs`, recipe, seeds, role, family };
}
