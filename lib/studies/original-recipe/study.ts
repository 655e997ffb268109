import type { Recipe } from '../../recipes/recipe';
import { studentAlone, studentDistilled, teacherOriginal } from '../original';
import { screeningSeeds, sixteenSeeds } from '../seeds';
import type { Arm, Study } from '../study';
import { variant } from '../variant';

/** The student alone, trained on all 50,000 images as in the original report. */
export const studentAlone50000: Recipe = variant(studentAlone, 'student-alone-50000', {
  trainOn: 'all',
});

export const alone: Arm = {
  label: 'student alone',
  recipe: studentAlone,
  seeds: sixteenSeeds,
  role: 'student',
  family: 'alone',
};

export const distilled: Arm = {
  label: 'student distilled',
  recipe: studentDistilled,
  seeds: sixteenSeeds,
  role: 'student',
  family: 'distilled',
};

export const original: Study = {
  name: 'original',
  question: 'Does distillation by the original recipe help the student?',
  arms: [
    {
      label: 'teacher',
      recipe: teacherOriginal,
      seeds: screeningSeeds,
      role: 'teacher',
      family: 'teacher',
    },
    alone,
    distilled,
    {
      label: 'student alone, 50,000 images',
      recipe: studentAlone50000,
      seeds: screeningSeeds,
      role: 'student',
      family: 'control',
    },
  ],
  comparisons: [{ arm: distilled, control: alone }],
};
