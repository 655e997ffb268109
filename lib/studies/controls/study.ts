import type { Recipe } from '../../recipes/recipe';
import { studentAlone, studentDistilled } from '../original';
import { alone, distilled } from '../original-recipe/study';
import { freshSeeds, sixteenSeeds } from '../seeds';
import type { Arm, Family, Study } from '../study';
import { gridRecipe } from '../temperature-and-weight/recipes';
import { cellArm } from '../temperature-and-weight/study';
import { variant } from '../variant';

const searched: Arm = {
  ...cellArm(2, 0.5),
  label: 'tuned setting (T = 2, soft 0.5)',
  seeds: sixteenSeeds,
};

const constant = { schedule: { kind: 'constant' } } as const;

function fresh(label: string, recipe: Recipe, family: Family): Arm {
  return { label, recipe, seeds: freshSeeds, role: 'student', family, testOutput: 'answers' };
}

/** Distillation's hard term by itself: as small a loss, and no teacher. */
export const hardTermAlone = fresh(
  'alone, cross-entropy times 0.3',
  variant(studentAlone, 'control-ce-weight-30', { objective: { kind: 'labels', weight: 0.3 } }),
  'control',
);
const smoothed = fresh(
  'alone, label smoothing 0.1',
  variant(studentAlone, 'control-label-smoothing', {
    objective: { kind: 'labels', smoothing: 0.1 },
  }),
  'control',
);
const constantAlone = fresh(
  'alone, constant learning rate',
  variant(studentAlone, 'control-constant-alone', constant),
  'alone',
);
const constantDistilled = fresh(
  'distilled, constant learning rate',
  variant(studentDistilled, 'control-constant-distilled', constant),
  'distilled',
);
const constantSearched = fresh(
  'tuned setting, constant learning rate',
  variant(gridRecipe(2, 0.5), 'control-constant-searched', constant),
  'distilled',
);

/**
 * The original regime with 16 seeds, and what else could explain a gain: distillation's hard term without its
 * soft one, softer labels, and the learning-rate drop, before which the distilled student leads and after which
 * it does not.
 */
export const controls: Study = {
  name: 'controls',
  question:
    'Is it distillation that helps, and does its early lead outlast the learning-rate drop?',
  arms: [
    alone,
    distilled,
    searched,
    hardTermAlone,
    smoothed,
    constantAlone,
    constantDistilled,
    constantSearched,
  ],
  comparisons: [
    { arm: distilled, control: alone },
    { arm: searched, control: alone },
    { arm: hardTermAlone, control: alone },
    { arm: smoothed, control: alone },
    { arm: constantDistilled, control: constantAlone },
    { arm: constantSearched, control: constantAlone },
  ],
};
