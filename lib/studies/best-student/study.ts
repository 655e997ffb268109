import type { Recipe } from '../../recipes/recipe';
import { eightSeeds } from '../seeds';
import type { Arm, Family, Study } from '../study';
import { trainedFor } from './longer';
import { chosenAlone, chosenDistilled } from './screening';

/** Twelve pairs: 80 % power for a gain of 0.3 points at a deviation of 0.33. */
const twelveSeeds: readonly number[] = [...eightSeeds, 8, 9, 10, 11];

function arm(label: string, recipe: Recipe, family: Family, seeds: readonly number[]): Arm {
  return { label, recipe, seeds, role: 'student', family };
}

export const alone60 = arm(
  'alone, 60 epochs',
  trainedFor(60, chosenAlone, 'student-60'),
  'alone',
  twelveSeeds,
);
const distilled60 = arm(
  'distilled, 60 epochs',
  trainedFor(60, chosenDistilled, 'student-60-distilled'),
  'distilled',
  twelveSeeds,
);
const alone200 = arm(
  'alone, 200 epochs',
  trainedFor(200, chosenAlone, 'student-200'),
  'alone',
  eightSeeds,
);
const distilled200 = arm(
  'distilled, 200 epochs',
  trainedFor(200, chosenDistilled, 'student-200-distilled'),
  'distilled',
  eightSeeds,
);

/** The student as well as we can train it, by itself and with the strong teacher. */
export const bestStudent: Study = {
  name: 'best-student',
  question: 'What does a strong teacher give a student that is trained well?',
  arms: [alone60, distilled60, alone200, distilled200],
  comparisons: [
    { arm: distilled60, control: alone60 },
    { arm: distilled200, control: alone200 },
  ],
};
