import { runId } from '../recipes/run-id';
import { studentAlone, studentDistilled } from './original';
import type { StudyRun } from './studies';

/**
 * Whether a run's weights are worth keeping: those of the original teachers, of the first seed of each strong
 * teacher, and of the two students that the report shows. All other runs are judged by their record and test logits alone.
 */
export function keepsWeights({ id, recipe }: Omit<StudyRun, 'seed'>): boolean {
  const shown = [runId(studentAlone, 0), runId(studentDistilled, 0)];
  const strong = recipe.model === 'airbench' && id.endsWith('-s0');
  return recipe.model === 'teacher' || strong || shown.includes(id);
}
