import { type Recipe, recipe } from '../recipes/recipe';
import { runId } from '../recipes/run-id';
import { controls } from './controls/study';
import { studentAlone, studentDistilled, teacherOriginal } from './original';
import { gridRecipe, gridSoftWeights, gridTemperatures } from './temperature-and-weight/recipes';
import { variant } from './variant';

/** A recipe, trained from several seeds. */
export interface Arm {
  /** What figures and tables call it. */
  readonly label: string;
  readonly recipe: Recipe;
  readonly seeds: readonly number[];
}

/** Two arms compared seed by seed, by the names of their recipes: the gain of `arm` over `control`. */
export interface Comparison {
  readonly arm: string;
  readonly control: string;
}

/** A question, the runs that answer it, and the comparisons that were named before they were made. */
export interface Study {
  readonly name: string;
  readonly question: string;
  readonly arms: readonly Arm[];
  /** One family for Holm's correction: at most 6, or eight seeds could never reject. */
  readonly comparisons: readonly Comparison[];
  /** The study that has to be complete before this one's arms are known; until then it has none. */
  readonly after?: string;
  /** The report leaves the study out while a run is missing. */
  readonly hiddenUntilComplete?: true;
}

/** Eight pairs: the smallest p of the exact sign-flip test is then 2/256. */
const pairs = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const screen = [0, 1, 2] as const;

const studentAlone50000 = variant(studentAlone, 'student-alone-50000', { trainOn: 'all' });

const alone: Arm = { label: 'student alone', recipe: studentAlone, seeds: pairs };
const distilled: Arm = { label: 'student distilled', recipe: studentDistilled, seeds: pairs };

const original: Study = {
  name: 'original',
  question: 'Does distillation by the original recipe help the student?',
  arms: [
    { label: 'teacher', recipe: teacherOriginal, seeds: screen },
    alone,
    distilled,
    { label: 'student alone, 50,000 images', recipe: studentAlone50000, seeds: screen },
  ],
  comparisons: [{ arm: 'student-distilled', control: 'student-alone' }],
};

/** The original recipe's objective with one or both of the known mistakes in its scale. */
function wrongScale(name: string, mistakes: object): Recipe {
  const objective = { ...studentDistilled.objective, ...mistakes } as Recipe['objective'];
  return variant(studentDistilled, name, { objective });
}

const wrongScales: readonly Arm[] = [
  {
    label: 'averaged over classes',
    recipe: wrongScale('scale-class-mean', { overClasses: 'mean' }),
    seeds: pairs,
  },
  {
    label: 'without T²',
    recipe: wrongScale('scale-no-square', { timesSquaredTemperature: false }),
    seeds: pairs,
  },
  {
    label: 'both mistakes',
    recipe: wrongScale('scale-both-wrong', { overClasses: 'mean', timesSquaredTemperature: false }),
    seeds: pairs,
  },
];

const lossScale: Study = {
  name: 'loss-scale',
  question: 'Does a wrong scale of the soft term explain why the original distillation failed?',
  arms: [alone, distilled, ...wrongScales],
  comparisons: [
    ...wrongScales.map(({ recipe: { name } }) => ({ arm: name, control: 'student-alone' })),
    ...wrongScales.map(({ recipe: { name } }) => ({ arm: name, control: 'student-distilled' })),
  ],
};

const { augmentation: _, ...notAugmented } = studentAlone;

const baselineGap: Study = {
  name: 'baseline-gap',
  question: 'What may have held the original plain student seven points below its recipe?',
  arms: [
    { ...alone, seeds: screen },
    {
      label: 'no augmentation',
      recipe: recipe({ ...notAugmented, name: 'gap-no-augmentation' }),
      seeds: screen,
    },
    {
      label: 'learning rate halved every 5 epochs',
      recipe: variant(studentAlone, 'gap-step-5-half', {
        schedule: { kind: 'step', every: 5, factor: 0.5 },
      }),
      seeds: screen,
    },
    {
      label: 'dropout 0.5 before the last layer',
      recipe: variant(studentAlone, 'gap-dropout', { dropout: 0.5 }),
      seeds: screen,
    },
    {
      label: 'batch norm evaluated with its initial statistics',
      recipe: variant(studentAlone, 'gap-initial-statistics', {
        evaluationStatistics: 'initial',
      }),
      seeds: screen,
    },
  ],
  comparisons: [],
};

const grid: Study = {
  name: 'temperature-and-weight',
  question: 'Which temperature and soft weight suit this student? (exploratory, on validation)',
  arms: [
    { ...alone, seeds: [0, 1] },
    ...gridTemperatures.flatMap((temperature) =>
      gridSoftWeights.map((softWeight) => ({
        label: `T = ${temperature}, soft ${softWeight}`,
        recipe: gridRecipe(temperature, softWeight),
        seeds: [0, 1],
      })),
    ),
  ],
  comparisons: [],
};

/** Every study, in the order in which its runs are worth having. */
export const studies: readonly Study[] = [original, lossScale, baselineGap, grid, controls];

/**
 * The study of a name.
 * @throws when there is none, listing the names there are
 */
export function studyByName(name: string): Study {
  const found = studies.find((study) => study.name === name);
  if (found) return found;
  const names = studies.map((study) => study.name).join(', ');
  throw new Error(`No study "${name}". There are: ${names}.`);
}

/** One run of a study. */
export interface StudyRun {
  readonly id: string;
  readonly recipe: Recipe;
  readonly seed: number;
}

/** The runs of studies, each once; those of a low seed first, so that pairs fill up together. */
export function studyRuns(chosen: readonly Study[]): readonly StudyRun[] {
  const runs = new Map<string, StudyRun>();
  for (const { arms } of chosen) {
    const seeds = [...new Set(arms.flatMap((arm) => arm.seeds))].sort((a, b) => a - b);
    for (const seed of seeds) {
      for (const arm of arms) {
        if (!arm.seeds.includes(seed)) continue;
        const id = runId(arm.recipe, seed);
        runs.set(id, { id, recipe: arm.recipe, seed });
      }
    }
  }
  return [...runs.values()];
}
