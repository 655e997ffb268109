import type { Recipe, TeacherAnswers } from '../../recipes/recipe';
import { kdMistakes } from '../../terms/mistaken-kd';
import { studentDistilled } from '../original';
import { alone, distilled } from '../original-recipe/study';
import type { Arm, Study } from '../study';
import { variant } from '../variant';

/** Three pairs see a loss of a point or two, and nothing smaller: no claim rests on them. */
const seeds = [8, 9, 10] as const;

function arm(label: string, mistaken: Recipe): Arm {
  return {
    label,
    recipe: mistaken,
    seeds,
    role: 'student',
    family: 'control',
    testOutput: 'answers',
  };
}

const lossLabels: Record<(typeof kdMistakes)[number], string> = {
  'roles-swapped': 'KL with the roles swapped',
  probabilities: 'probabilities in place of their logarithms',
  'temperature-on-teacher-only': 'temperature on the teacher only',
  'temperature-on-student-only': 'temperature on the student only',
};

const inTheLoss = kdMistakes.map((mistake) =>
  arm(
    lossLabels[mistake],
    variant(studentDistilled, `mistake-${mistake}`, {
      objective: {
        kind: 'terms',
        terms: [
          { kind: 'mistaken-kd', weight: 0.7, temperature: 4, mistake },
          { kind: 'cross-entropy', weight: 0.3 },
        ],
      },
    }),
  ),
);

function inTheTeacher(teacherAnswers: TeacherAnswers, label: string): Arm {
  return arm(label, variant(studentDistilled, `mistake-${teacherAnswers}`, { teacherAnswers }));
}

/** Mistakes that may do harm, unlike those in the scale of the loss; exploratory. */
export const mistakes: Study = {
  name: 'mistakes',
  question: 'Which mistake costs the distilled student as much as the original report lost?',
  arms: [
    { ...alone, seeds },
    { ...distilled, seeds },
    ...inTheLoss,
    inTheTeacher('of-the-plain-image', 'answers to the image without crop and flip'),
    inTheTeacher('in-training-mode', 'teacher in training mode'),
    inTheTeacher('to-raw-images', 'teacher shown images that are not normalised'),
    inTheTeacher('of-another-image', 'answers to another image'),
  ],
  comparisons: [],
  inReport: 'never',
};
