import { studentAlone } from '../original';
import { alone } from '../original-recipe/study';
import { eightSeeds } from '../seeds';
import type { Arm, Study } from '../study';
import { variant } from '../variant';

const inBf16: Arm = {
  label: 'student alone, bf16',
  recipe: variant(studentAlone, 'student-alone-bf16', { math: 'bf16' }),
  seeds: eightSeeds,
  role: 'student',
  family: 'control',
  testOutput: 'answers',
};

/** Whether further studies may train in bf16: by an interval that holds 0 and lies within ±0.5 points. */
export const mixedPrecision: Study = {
  name: 'mixed-precision',
  question: 'Does training in bf16 cost accuracy?',
  arms: [alone, inBf16],
  comparisons: [{ arm: inBf16, control: alone }],
};
