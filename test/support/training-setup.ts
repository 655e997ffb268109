import { network } from '../../lib/engine/network';
import { buildLoss } from '../../lib/losses/build';
import { buildModel } from '../../lib/models/build';
import type { ObjectiveInput } from '../../lib/recipes/objective';
import type { Recipe } from '../../lib/recipes/recipe';
import { studentAlone } from '../../lib/studies/original';
import { buildOptimizer } from '../../lib/training/fit';
import { buildOwnWeights } from '../../lib/training/own-weights';
import { trainableVariables } from '../../lib/training/state';
import type { StepSetup } from '../../lib/training/step';

export interface SetupOptions {
  readonly model?: Recipe['model'];
  readonly optimizer?: Recipe['optimizer'];
}

/** A network with seed 0's weights, ready to take steps; a teacher's layers are those of the original teacher. */
export function setupOf(objective: ObjectiveInput, options: SetupOptions = {}): StepSetup {
  const made = network(buildModel(options.model ?? 'student', 0));
  const teacher = network(buildModel('teacher', 0));
  const loss = buildLoss(objective);
  const own = buildOwnWeights(loss, { student: made, teacher }, 0);
  const optimizer = buildOptimizer(
    trainableVariables({ network: made, own }),
    options.optimizer ?? studentAlone.optimizer,
  );
  return { network: made, own, optimizer, loss, teacherShape: teacher.featureShape };
}
