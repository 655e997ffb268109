import { runId } from '../recipes/run-id';
import { namedRecipes } from '../studies/named-recipes';
import type { StudyRun } from '../studies/study';

/** A run that is still to be made, and what has to be there before it begins. */
export interface PlannedRun extends StudyRun {
  /** Run ids: its teacher's, and that of the run which meets the same views first. */
  readonly after: readonly string[];
  /** Whether it is the first of the planned runs to ask its teacher about its views. */
  readonly asksFirst: boolean;
}

export interface PlanOptions {
  /** Whether a run is finished. */
  readonly isThere: (id: string) => boolean;
  /** Runs not to be planned, such as those that failed; what learns from them is not planned either. */
  readonly without?: ReadonlySet<string>;
}

/**
 * The missing ones of the wanted runs with the teachers they lack, each teacher before its students, otherwise
 * in the order given. A teacher is asked about each view of an image once; runs that meet the same views wait
 * for the first of them, which fills the memory of answers and takes the longest.
 */
export function sweepPlan(
  wanted: readonly StudyRun[],
  { isThere, without = new Set() }: PlanOptions,
): readonly PlannedRun[] {
  const missing = withTeachers(wanted).filter(({ id }) => !isThere(id));
  const blocked = new Set(without);
  for (const { id, recipe } of missing) {
    const { teacher = '' } = recipe;
    if (blocked.has(teacher) && !isThere(teacher)) blocked.add(id);
  }
  const possible = missing.filter(({ id }) => !blocked.has(id));
  const planned = new Set(possible.map(({ id }) => id));
  const firstOf = firstRuns(possible);
  return possible.map((run) => {
    const first = firstOf.get(viewsKey(run) ?? '');
    const after = [run.recipe.teacher, first].filter(
      (id): id is string => id !== undefined && id !== run.id && planned.has(id),
    );
    return { ...run, after, asksFirst: first === run.id };
  });
}

/**
 * What decides which views of which images a run asks its teacher about; undefined for runs without one.
 * Runs of one key ask the same questions.
 */
export function viewsKey({ recipe, seed }: Pick<StudyRun, 'recipe' | 'seed'>): string | undefined {
  const { teacher, augmentation, trainOn, limit } = recipe;
  if (teacher === undefined) return undefined;
  return JSON.stringify([teacher, augmentation ?? null, trainOn, limit ?? null, seed]);
}

/** The first run of each key. */
function firstRuns(runs: readonly StudyRun[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const run of runs) {
    const key = viewsKey(run);
    if (key !== undefined && !first.has(key)) first.set(key, run.id);
  }
  return first;
}

/** Runs with the teachers they learn from, each once and each teacher before its first student. */
export function withTeachers(runs: readonly StudyRun[]): readonly StudyRun[] {
  const given = new Map(runs.map((run) => [run.id, run]));
  const ordered = new Map<string, StudyRun>();
  const add = (run: StudyRun): void => {
    const { teacher } = run.recipe;
    if (teacher !== undefined && !ordered.has(teacher)) add(given.get(teacher) ?? runById(teacher));
    ordered.set(run.id, run);
  };
  for (const run of runs) if (!ordered.has(run.id)) add(run);
  return [...ordered.values()];
}

/**
 * The run of an id, by the recipes that have a name.
 * @throws when no named recipe has such a run
 */
export function runById(id: string): StudyRun {
  const [, name, seed] = /^(.+)-[0-9a-f]{8}-s(\d+)$/.exec(id) ?? [];
  const found = namedRecipes.find(
    (recipe) => recipe.name === name && runId(recipe, Number(seed)) === id,
  );
  if (found === undefined) {
    throw new Error(
      `No recipe makes run ${id}. Recipes: ${namedRecipes.map((recipe) => recipe.name).join(', ')}.`,
    );
  }
  return { id, recipe: found, seed: Number(seed) };
}
