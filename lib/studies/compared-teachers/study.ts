import type { Recipe, RecipeInput } from '../../recipes/recipe';
import { runId } from '../../recipes/run-id';
import { trainedFor } from '../best-student/longer';
import { chosenAlone, chosenDistilled } from '../best-student/screening';
import { teacherOriginal, teacherSeed } from '../original';
import { eightSeeds } from '../seeds';
import { teacherOneCycle, teacherStrong, teacherStrongUnsmoothed } from '../strong-teacher/study';
import type { Arm, Family, Study } from '../study';
import { gridRecipe } from '../temperature-and-weight/recipes';
import { variant } from '../variant';

const EPOCHS = 30;
/** Of the student that teaches its like; no seed of a pair. */
const TWIN_SEED = 18;

function arm(label: string, recipe: Recipe, family: Family): Arm {
  return {
    label,
    recipe,
    seeds: eightSeeds,
    role: 'student',
    family,
    testOutput: 'answers',
  };
}

function taughtBy(
  label: string,
  name: string,
  teacher: string,
  fields: Partial<RecipeInput> = {},
): Arm {
  const family = fields.teacherAnswers === undefined ? 'distilled' : 'control';
  const student = trainedFor(EPOCHS, chosenDistilled, `student-30-${name}`, { teacher, ...fields });
  return arm(label, student, family);
}

const studentAlone30 = trainedFor(EPOCHS, chosenAlone, 'student-30');
const alone = arm('alone', studentAlone30, 'alone');
const smoothed = arm(
  'label smoothing 0.1',
  variant(studentAlone30, 'student-30-smoothed', { objective: { kind: 'labels', smoothing: 0.1 } }),
  'control',
);

/** The twin before its training. */
const untrained = variant(studentAlone30, 'student-untrained', { epochs: 0 });

const strongRun = runId(teacherStrong, 0);
const byStrong = taughtBy('strong teacher', 'strong', strongRun);
const byUnsmoothed = taughtBy(
  'unsmoothed strong teacher',
  'unsmoothed',
  runId(teacherStrongUnsmoothed, 0),
);
const byOriginal = taughtBy('original teacher', 'original', runId(teacherOriginal, teacherSeed));
/**
 * The setting that the search for this teacher chose, with labels. Exploratory: added when the first of its students
 * without labels had ended, three points behind.
 */
const byOriginalTuned = taughtBy(
  'original teacher, T = 2, soft 0.5',
  'original-tuned',
  runId(teacherOriginal, teacherSeed),
  { objective: gridRecipe(2, 0.5).objective },
);
const byOneCycle = taughtBy(
  'original network, SGD for 30 epochs',
  'one-cycle',
  runId(teacherOneCycle, 0),
);
const byTwin = taughtBy('twin', 'twin', runId(studentAlone30, TWIN_SEED));

/** A teacher that is trained for this study alone. */
function teacherItself(label: string, recipe: Recipe, seed: number): Arm {
  return { label, recipe, seeds: [seed], role: 'teacher', family: 'teacher' };
}
const byShuffled = taughtBy('strong teacher, wrong classes shuffled', 'shuffled', strongRun, {
  teacherAnswers: 'wrong-classes-shuffled',
});
/** With a tenth of the loss on the labels: without any, this teacher would teach no class at all. */
const byUntrained = {
  ...taughtBy('untrained twin, labels 0.1', 'untrained', runId(untrained, TWIN_SEED), {
    objective: { kind: 'logits', temperature: 4, softWeight: 0.9, hardWeight: 0.1 },
  }),
  family: 'control' as const,
};

/**
 * Where a gain comes from. Six comparisons were named before any of these runs; what else is said of them is exploratory.
 */
export const comparedTeachers: Study = {
  name: 'compared-teachers',
  question: 'Where does the gain come from: which teacher gives it, and what of its answers?',
  arms: [
    alone,
    byStrong,
    byUnsmoothed,
    byOneCycle,
    byOriginal,
    byOriginalTuned,
    byTwin,
    smoothed,
    byShuffled,
    byUntrained,
    teacherItself('twin itself', studentAlone30, TWIN_SEED),
    teacherItself('untrained twin itself', untrained, TWIN_SEED),
  ],
  comparisons: [
    { arm: byStrong, control: alone },
    { arm: byOriginal, control: alone },
    { arm: byTwin, control: alone },
    { arm: smoothed, control: alone },
    { arm: byStrong, control: byShuffled },
    { arm: byUnsmoothed, control: byStrong },
  ],
};
