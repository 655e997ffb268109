import type { Recipe, TeacherAnswers } from '../../recipes/recipe';
import type { TermInput } from '../../terms/terms';
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

function inTheLoss(label: string, name: string, soft: TermInput): Arm {
  const terms = [soft, { kind: 'cross-entropy', weight: 0.3 } as const];
  const objective = { kind: 'terms', terms } as const;
  return arm(label, variant(studentDistilled, `mistake-${name}`, { objective }));
}

const T = 4;
const softWeight = 0.7;

/** The factor T² stays where the student's logits are not divided by T. */
const inTheTerm: readonly Arm[] = [
  inTheLoss('KL with the roles swapped', 'roles-swapped', {
    kind: 'mistaken-kd',
    weight: softWeight,
    temperature: T,
    mistake: 'roles-swapped',
  }),
  inTheLoss('probabilities in place of their logarithms', 'probabilities', {
    kind: 'mistaken-kd',
    weight: softWeight,
    temperature: T,
    mistake: 'probabilities',
  }),
  inTheLoss('temperature on the teacher only', 'temperature-on-teacher-only', {
    kind: 'kd',
    weight: softWeight * T ** 2,
    temperature: 1,
    teacherTemperature: T,
  }),
  inTheLoss('temperature on the student only', 'temperature-on-student-only', {
    kind: 'kd',
    weight: softWeight,
    temperature: T,
    teacherTemperature: 1,
  }),
];

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
    ...inTheTerm,
    inTheTeacher('of-the-plain-image', 'answers to the image without crop and flip'),
    inTheTeacher('in-training-mode', 'teacher in training mode'),
    inTheTeacher('to-raw-images', 'teacher shown images that are not normalised'),
    inTheTeacher('of-another-image', 'answers to another image'),
  ],
  comparisons: [],
  inReport: 'never',
};
