import { recipe } from '../../lib/recipes/recipe';
import type { RunRecord } from '../../lib/store/run-record';
import type { Method } from '../../lib/tables/method';
import { methodLabel } from '../../lib/tables/method';
import type { ModelResult } from '../../lib/tables/model-result';

/** A model that puts `predicted` first, with logit `sure` against 0 for the other classes. */
export function resultOf(
  method: Method,
  predicted: readonly number[],
  { classes, sure }: { readonly classes: number; readonly sure: number },
): ModelResult {
  const logits = new Float32Array(predicted.length * classes);
  predicted.forEach((winner, image) => {
    logits[image * classes + winner] = sure;
  });
  return { model: methodLabel[method], method, run: `${method}-s0`, seed: 0, logits };
}

/** A finished run of two epochs. */
export function recordOf(objective: 'labels' | 'logits'): RunRecord {
  const parts: Record<string, number> = objective === 'labels' ? {} : { hard: 1.5, soft: 4 };
  const epoch = (number: number) => ({
    epoch: number,
    learningRate: 0.001,
    trainingLoss: 2,
    lossParts: parts,
    trainingAccuracy: 0.4,
    validationLoss: 1.25,
    validationAccuracy: 0.25 * number,
  });
  return {
    id: `student-${objective}-s3`,
    recipe: recipe({
      name: 'student',
      model: 'student',
      objective:
        objective === 'labels'
          ? { kind: 'labels' }
          : { kind: 'logits', temperature: 4, softWeight: 0.7, hardWeight: 0.3 },
      ...(objective === 'labels' ? {} : { teacher: 'teacher-0123abcd-s0' }),
      optimizer: { kind: 'adam', learningRate: 0.001 },
      schedule: { kind: 'constant' },
      epochs: 2,
    }),
    seed: 3,
    numerics: 1,
    environment: {
      tensorflow: '2.21.0',
      tfjs: '4.22.0',
      processor: 'made up',
      device: 'cpu',
      threads: 1,
    },
    dataChecksum: '0',
    parameters: 106_826,
    images: { training: 4, validation: 4, test: 4 },
    history: [epoch(1), epoch(2)],
    final: { validationAccuracy: 0.5, testAccuracy: 0.5, testLoss: 1 },
    weightsChecksum: '0',
    timing: {
      finishedAt: '2026-01-01T00:00:00Z',
      totalSeconds: 1,
      epochs: [{ seconds: 1, imagesPerSecond: 45_000 }],
    },
  };
}
