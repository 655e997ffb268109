import type { Recipe } from '../../recipes/recipe';
import { scale } from '../../store/scale';
import { eightSeeds } from '../seeds';
import type { Arm, Family, Study } from '../study';
import { variant } from '../variant';
import { chosenAlone } from './screening';

/** Twelve pairs: 80 % power for a gain of 0.3 points at a deviation of 0.33. */
const twelveSeeds: readonly number[] = [...eightSeeds, 8, 9, 10, 11];

/** What the screening chose, trained for longer. */
function longer(chosen: Arm, name: string, epochs: number): Recipe {
  return variant(chosen.recipe, name, scale() === 'smoke' ? {} : { epochs });
}

function arm(label: string, recipe: Recipe, family: Family, seeds: readonly number[]): Arm {
  return { label, recipe, seeds, role: 'student', family };
}

const alone60 = arm(
  'alone, 60 epochs',
  longer(chosenAlone, 'student-60', 60),
  'alone',
  twelveSeeds,
);
const alone200 = arm(
  'alone, 200 epochs',
  longer(chosenAlone, 'student-200', 200),
  'alone',
  eightSeeds,
);
/** The student as well as we can train it, by itself and with the strong teacher. */
export const bestStudent: Study = {
  name: 'best-student',
  question: 'What does a strong teacher give a student that is trained well?',
  arms: [alone60, alone200],
  comparisons: [],
  inReport: 'never',
};
