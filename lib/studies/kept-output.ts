import { runId } from '../recipes/run-id';
import { bestStudent } from './best-student/study';
import { studentAlone, studentDistilled } from './original';
import { studies } from './studies';
import type { Study, StudyRun } from './study';

/**
 * Whether a run's weights are worth keeping, whatever its architecture: those of every run that somebody learns
 * from or that an arm of teachers has, and of seed 0 of the students that the report shows. All other runs are
 * judged by their record and test logits alone.
 * @param among the studies whose arms say who teaches
 */
export function keepsWeights(run: StudyRun, among: readonly Study[] = studies): boolean {
  const shown = [studentAlone, studentDistilled, ...bestStudent.arms.map(({ recipe }) => recipe)];
  const isShown = shown.some((recipe) => runId(recipe, 0) === run.id);
  return isShown || among.some(({ arms }) => arms.some((arm) => teaches(arm, run)));
}

/**
 * Whether a run keeps the logits of the test images, which calibration and agreement need: unless all its arms are
 * content with answers.
 */
export function keepsLogits(run: StudyRun, among: readonly Study[] = studies): boolean {
  const own = among.flatMap(({ arms }) =>
    arms.filter(
      ({ recipe, seeds }) => seeds.includes(run.seed) && runId(recipe, run.seed) === run.id,
    ),
  );
  return own.length === 0 || own.some(({ testOutput = 'logits' }) => testOutput === 'logits');
}

function teaches({ recipe, role, seeds }: Study['arms'][number], { id, seed }: StudyRun): boolean {
  if (recipe.teacher === id) return true;
  return role === 'teacher' && seeds.includes(seed) && runId(recipe, seed) === id;
}
