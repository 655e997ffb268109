import { runId } from '../../recipes/run-id';
import { teacherOriginal } from '../original';
import { alone } from '../original-recipe/study';
import { freshSeeds } from '../seeds';
import type { Arm, Study } from '../study';
import { gridRecipe } from '../temperature-and-weight/recipes';
import { variant } from '../variant';

/** The tuned setting, its answers from the teacher of another seed. */
function taughtBy(seed: number): Arm {
  const teacher = runId(teacherOriginal, seed);
  return {
    label: `tuned setting, teacher of seed ${seed}`,
    recipe: variant(gridRecipe(2, 0.5), `other-teacher-${seed}`, { teacher }),
    seeds: freshSeeds,
    role: 'student',
    family: 'distilled',
    testOutput: 'answers',
  };
}

const control: Arm = { ...alone, seeds: freshSeeds };
const others = [1, 2].map(taughtBy);

/**
 * Whether the tuned setting's gain is one teacher's. Only records of these teachers are kept: before their students,
 * `reproduce` trains them again, bit for bit.
 */
export const otherTeachers: Study = {
  name: 'other-teachers',
  question: 'Does the tuned setting help with teachers of other seeds, too?',
  arms: [control, ...others],
  comparisons: others.map((arm) => ({ arm, control })),
  inReport: 'never',
};
