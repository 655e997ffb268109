import type { Recipe } from '../../recipes/recipe';
import { studentDistilled } from '../original';
import { alone, distilled } from '../original-recipe/study';
import { eightSeeds } from '../seeds';
import type { Arm, Study } from '../study';
import { variant } from '../variant';

/** The original recipe's objective with one or both of the known mistakes in its scale. */
function wrongScale(label: string, name: string, mistakes: object): Arm {
  const objective = { ...studentDistilled.objective, ...mistakes } as Recipe['objective'];
  const recipe = variant(studentDistilled, name, { objective });
  return { label, recipe, seeds: eightSeeds, role: 'student', family: 'control' };
}

/** The soft term is 10 times too weak. */
export const averagedOverClasses = wrongScale('averaged over classes', 'scale-class-mean', {
  overClasses: 'mean',
});

/** The soft term is T² = 16 times too weak. */
export const withoutSquare = wrongScale('without T²', 'scale-no-square', {
  timesSquaredTemperature: false,
});

const bothMistakes = wrongScale('both mistakes', 'scale-both-wrong', {
  overClasses: 'mean',
  timesSquaredTemperature: false,
});

const ofAlone: Arm = { ...alone, seeds: eightSeeds };
const ofDistilled: Arm = { ...distilled, seeds: eightSeeds };
const wrongScales = [averagedOverClasses, withoutSquare, bothMistakes];

export const lossScale: Study = {
  name: 'loss-scale',
  question: 'Does a wrong scale of the soft term explain why the original distillation failed?',
  arms: [ofAlone, ofDistilled, ...wrongScales],
  comparisons: [
    ...wrongScales.map((arm) => ({ arm, control: ofAlone })),
    ...wrongScales.map((arm) => ({ arm, control: ofDistilled })),
  ],
};
