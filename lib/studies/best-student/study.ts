import { eightSeeds } from '../seeds';
import type { Study } from '../study';
import { lengthArm } from './longer';
import { chosenAlone, chosenDistilled } from './screening';

/** Twelve pairs: 80 % power for a gain of 0.3 points at a deviation of 0.33. */
const twelveSeeds: readonly number[] = [...eightSeeds, 8, 9, 10, 11];

export const alone60 = lengthArm(60, chosenAlone, twelveSeeds);
const distilled60 = lengthArm(60, chosenDistilled, twelveSeeds);
const alone200 = lengthArm(200, chosenAlone, eightSeeds);
const distilled200 = lengthArm(200, chosenDistilled, eightSeeds);

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
