import { runId } from '../recipes/run-id';
import { studentAlone, studentDistilled } from './original';
import type { StudyRun } from './studies';

/**
 * Whether a run's weights are worth keeping: those of teachers, and of the two students that the report
 * shows. All other runs are judged by their record and test logits alone.
 */
export function keepsWeights({ id, recipe }: Omit<StudyRun, 'seed'>): boolean {
  const shown = [runId(studentAlone, 0), runId(studentDistilled, 0)];
  return recipe.model === 'teacher' || shown.includes(id);
}
