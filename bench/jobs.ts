import { type Network, network } from '../lib/engine/network';
import { buildLoss } from '../lib/losses/build';
import { type Architecture, buildModel } from '../lib/models/build';
import { type Recipe, recipe } from '../lib/study/recipe';
import { loadDataset } from '../lib/training/dataset';
import { networkLogits, score } from '../lib/training/evaluate';
import { buildOptimizer, fitModel } from '../lib/training/fit';
import type { Progress } from '../lib/training/progress';
import { freshTeacherLogits } from '../lib/training/teacher-logits';
import { gate } from './gate';
import type { Block } from './protocol';

/** Does so many steps and says how long they took; keeps its place from block to block. */
export type BenchJob = (steps: number) => Promise<Block>;

const SEED = 0;

const common = {
  optimizer: { kind: 'adam', learningRate: 1e-3, weightDecay: 1e-4 },
  schedule: { kind: 'constant' },
  augmentation: { crop: 4, padding: 'zero', flip: true },
  batchSize: 128,
  epochs: 100_000, // never reached
  // Validation between two epochs falls into somebody's block: one batch of it.
  limit: { training: 45_000, validation: 250, test: 250 },
} as const;

const labels = { kind: 'labels' } as const;
const hinton = { kind: 'logits', temperature: 4, softWeight: 0.7, hardWeight: 0.3 } as const;

/** Every job of our side, by the name the driver uses; made when first asked for. */
export const jobs: Readonly<Record<string, () => Promise<BenchJob>>> = {
  'student-step': () =>
    trainingJob(recipe({ ...common, name: 'bench', model: 'student', objective: labels })),
  'teacher-step': () =>
    trainingJob(recipe({ ...common, name: 'bench', model: 'teacher', objective: labels })),
  'distillation-step': () =>
    trainingJob(
      recipe({ ...common, name: 'bench', model: 'student', objective: hinton, teacher: 'bench' }),
      network(buildModel('teacher', SEED)),
    ),
  'student-evaluation': () => evaluationJob('student'),
  'teacher-evaluation': () => evaluationJob('teacher'),
};

/** The training loop of every run (lib/training/fit.ts), halted between blocks. */
async function trainingJob(settings: Recipe, teacher?: Network): Promise<BenchJob> {
  const dataset = await loadDataset(settings);
  const images = dataset.training.labels.length;
  const made = network(buildModel(settings.model, SEED));
  const state = {
    network: made,
    optimizer: buildOptimizer(made, settings.optimizer),
    history: [],
    timing: [],
  };
  const { pass, block } = gate(({ step, steps }: Progress) =>
    step < steps ? settings.batchSize : images - (steps - 1) * settings.batchSize,
  );
  return block(() =>
    fitModel(state, {
      runId: settings.name,
      recipe: settings,
      seed: SEED,
      dataset,
      loss: buildLoss(settings.objective),
      ...(teacher ? { teacher: freshTeacherLogits(teacher) } : {}),
      onProgress: pass,
    }),
  );
}

/** One step is one pass over the 10,000 test images, normalising included. */
async function evaluationJob(architecture: Architecture): Promise<BenchJob> {
  const { test } = await loadDataset({ limit: undefined });
  const made = network(buildModel(architecture, SEED));
  return async (steps) => {
    const start = performance.now();
    let loss = 0;
    for (let step = 0; step < steps; step++) {
      loss = score(await networkLogits(made, test), test.labels).loss;
    }
    const seconds = (performance.now() - start) / 1000;
    return { seconds, images: steps * test.labels.length, loss };
  };
}
