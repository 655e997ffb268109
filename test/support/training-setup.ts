import { type Network, network } from '../../lib/engine/network';
import { buildLoss } from '../../lib/losses/build';
import { buildModel, frozenWeights } from '../../lib/models/build';
import type { ObjectiveInput } from '../../lib/recipes/objective';
import type { Recipe } from '../../lib/recipes/recipe';
import { studentAlone } from '../../lib/studies/original';
import { buildOptimizer } from '../../lib/training/build-optimizer';
import { buildOwnWeights } from '../../lib/training/own-weights';
import type { StepSetup } from '../../lib/training/step';

export interface SetupOptions {
  readonly model?: Recipe['model'];
  readonly optimizer?: Recipe['optimizer'];
  readonly batchStatistics?: Recipe['batchStatistics'];
  readonly math?: Recipe['math'];
}

let originalTeacher: Network | undefined;

/** Made once: its millions of weights take a second, and only its layers' shapes are asked for. */
function teacherNetwork(): Network {
  originalTeacher ??= network(buildModel('teacher', 0));
  return originalTeacher;
}

/** A network with seed 0's weights, ready to take steps; a teacher's layers are those of the original teacher. */
export function setupOf(objective: ObjectiveInput, options: SetupOptions = {}): StepSetup {
  const model = options.model ?? 'student';
  const { batchStatistics, math } = options;
  const made = network(buildModel(model, 0), {
    frozen: frozenWeights(model),
    batchStatistics,
    math,
  });
  const teacher = teacherNetwork();
  const loss = buildLoss(objective);
  const own = buildOwnWeights(loss, { student: made, teacher }, 0);
  const optimizer = buildOptimizer(
    { network: made, own },
    options.optimizer ?? studentAlone.optimizer,
    {
      // Two epochs; Lookahead merges from the second on, and every second step.
      length: { stepsPerEpoch: 2, totalSteps: 4 },
      ...(model === 'airbench'
        ? { averaging: { kind: 'lookahead', every: 2, decay: 0.95, power: 3, startEpochs: 1 } }
        : {}),
    },
  );
  return { network: made, own, optimizer, loss, teacherShape: teacher.featureShape };
}
