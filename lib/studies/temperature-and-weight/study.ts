import { alone } from '../original-recipe/study';
import type { Arm, Study } from '../study';
import { gridRecipe, gridSoftWeights, gridTemperatures } from './recipes';

/** Every cell has these seeds first; the best cells then get more. */
export const firstSeeds = [0, 1] as const;

/** The arm of a cell. */
export function cellArm(temperature: number, softWeight: number): Arm {
  return {
    label: `T = ${temperature}, soft ${softWeight}`,
    recipe: gridRecipe(temperature, softWeight),
    seeds: firstSeeds,
    role: 'student',
    family: 'distilled',
  };
}

export const grid: Study = {
  name: 'temperature-and-weight',
  question: 'Which temperature and soft weight suit this student? (exploratory, on validation)',
  arms: [
    { ...alone, seeds: firstSeeds },
    ...gridTemperatures.flatMap((temperature) =>
      gridSoftWeights.map((softWeight) => cellArm(temperature, softWeight)),
    ),
  ],
  comparisons: [],
};
