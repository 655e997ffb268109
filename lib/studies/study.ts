import type { Recipe } from '../recipes/recipe';
import { runId } from '../recipes/run-id';
import type { TestOutput } from '../store/test-answers';

/** What an arm is in a comparison of methods; tables name it and figures colour by it. */
export type Family = 'teacher' | 'alone' | 'distilled' | 'control';

/** Whether others learn from an arm's runs. */
export type Role = 'teacher' | 'student';

/** A recipe, trained from several seeds. */
export interface Arm {
  /** What figures and tables call it. */
  readonly label: string;
  readonly recipe: Recipe;
  readonly seeds: readonly number[];
  readonly role: Role;
  readonly family: Family;
  /** What its runs keep of the test images: logits unless told, or answers, a seventh of the bytes. */
  readonly testOutput?: TestOutput;
}

/** Two arms of a study compared seed by seed: the gain of `arm` over `control`. */
export interface Comparison {
  readonly arm: Arm;
  readonly control: Arm;
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
  /** Left out of the report; else it is shown whatever runs are missing. */
  readonly inReport?: 'never';
}

/** One run of a study. */
export interface StudyRun {
  readonly id: string;
  readonly recipe: Recipe;
  readonly seed: number;
}

/** The runs of studies, each once; those of a low seed first, so that pairs fill up together. */
export function studyRuns(chosen: readonly Pick<Study, 'arms'>[]): readonly StudyRun[] {
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

/** The seeds that both arms ask for. */
export function sharedSeeds({ arm, control }: Comparison): readonly number[] {
  return arm.seeds.filter((seed) => control.seeds.includes(seed));
}
