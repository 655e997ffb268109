import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { viewCount } from '../lib/data/augmentation';
import { runEagerly } from '../lib/engine/graph/eagerly';
import { type Network, network } from '../lib/engine/network';
import { tf } from '../lib/engine/tensorflow';
import { buildLoss } from '../lib/losses/build';
import { buildModel, frozenWeights } from '../lib/models/build';
import { initializeWeights } from '../lib/models/initialization';
import { studentModel } from '../lib/models/student';
import { fitToImages } from '../lib/models/whitening';
import type { Architecture } from '../lib/recipes/architectures';
import { type MathMode, type Recipe, recipe } from '../lib/recipes/recipe';
import { teacherStrong } from '../lib/studies/strong-teacher/study';
import { buildOptimizer } from '../lib/training/build-optimizer';
import { loadDataset } from '../lib/training/dataset';
import { evaluator, score } from '../lib/training/evaluate';
import {
  epochBatches,
  type FitOptions,
  type FitState,
  fitModel,
  stepsIn,
} from '../lib/training/fit';
import { noOwnWeights } from '../lib/training/own-weights';
import type { Progress } from '../lib/training/progress';
import type { Teacher } from '../lib/training/teacher';
import { cachedTeacherLogits, freshTeacherLogits } from '../lib/training/teacher-logits';
import { networkSource } from '../lib/training/teacher-source';
import { gate } from './gate';
import type { Block } from './protocol';

/** Does so many steps and says how long they took; keeps its place from block to block. */
export type BenchJob = (steps: number) => Promise<Block>;

/** What a job may be asked besides its name. */
export interface JobSettings {
  readonly batchSize?: number | undefined;
  /** What training computes in; float32 unless told. */
  readonly math?: MathMode | undefined;
}

const SEED = 0;

/** Batches whose answers the warm distillation step finds remembered; more than any benchmark takes. */
const REMEMBERED_BATCHES = 200;

/** A quarter of the training images and of as many test images: what one 'epoch' block works through. */
const quarter = { training: 11_250, validation: 2_500, test: 250 } as const;

const common = {
  optimizer: { kind: 'adam', learningRate: 1e-3, weightDecay: 1e-4 },
  schedule: { kind: 'constant' },
  augmentation: { crop: 4, padding: 'zero', flip: true },
  batchSize: 128,
  epochs: 100_000, // never reached
  // Validation between two epochs falls into somebody's block: one batch of it.
  limit: { training: 45_000, validation: 250, test: 250 },
} as const;

const onLabels = recipe({
  ...common,
  name: 'bench',
  model: 'student',
  objective: { kind: 'labels' },
});
const onTeacher = recipe({
  ...common,
  name: 'bench',
  model: 'student',
  objective: { kind: 'logits', temperature: 4, softWeight: 0.7, hardWeight: 0.3 },
  teacher: 'bench-00000000-s0', // no run: the job brings a teacher of its own
});

/** Every job of our side, by the name the driver uses; made when first asked for. */
export const jobs: Readonly<Record<string, (settings: JobSettings) => Promise<BenchJob>>> = {
  'student-step': (settings) => trainingJob(onLabels, settings, student(1, settings)),
  'student-eager-step': (settings) => {
    runEagerly(true);
    return trainingJob(onLabels, settings, student(1, settings));
  },
  'student-x2-step': (settings) => trainingJob(onLabels, settings, student(2, settings)),
  'student-x4-step': (settings) => trainingJob(onLabels, settings, student(4, settings)),
  'teacher-step': (settings) => trainingJob(onLabels, settings, build('teacher', settings)),
  'airbench-step': airbenchJob,
  'distillation-step': (settings) =>
    trainingJob(onTeacher, settings, student(1, settings), rememberedAnswers),
  'distillation-cold-step': (settings) =>
    trainingJob(onTeacher, settings, student(1, settings), freshAnswers),
  epoch: epochJob,
  'student-evaluation': () => evaluationJob('student'),
  'teacher-evaluation': () => evaluationJob('teacher'),
  'plain-tfjs-step': plainJob,
};

function build(architecture: Architecture, { math }: JobSettings = {}): Network {
  return network(buildModel(architecture, SEED), { math });
}

function student(width: number, { math }: JobSettings = {}): Network {
  const model = studentModel({ width });
  initializeWeights(model, SEED);
  return network(model, { math });
}

/** The strong teacher's step, by its own recipe. */
async function airbenchJob(settings: JobSettings): Promise<BenchJob> {
  const { epochs, limit } = common;
  const strong = recipe({ ...teacherStrong, name: 'bench', epochs, limit });
  const model = buildModel('airbench', SEED);
  fitToImages(model, (await loadDataset(strong)).training);
  const made = network(model, { math: settings.math, frozen: frozenWeights('airbench') });
  return trainingJob(strong, settings, made);
}

type MakeTeacher = (options: FitOptions) => NonNullable<FitOptions['teacher']>;

/** The training loop of every run (lib/training/fit.ts), halted between blocks. */
async function trainingJob(
  trained: Recipe,
  { batchSize = trained.batchSize }: JobSettings,
  made: Network,
  teacher?: MakeTeacher,
): Promise<BenchJob> {
  const settings = { ...trained, batchSize };
  const { state, options } = await fitting(settings, made);
  const images = options.dataset.training.labels.length;
  const { pass, block } = gate(({ step, steps }: Progress) =>
    step < steps ? settings.batchSize : images - (steps - 1) * settings.batchSize,
  );
  const taught = teacher ? { teacher: teacher(options) } : {};
  return block(() => fitModel(state, { ...options, ...taught, onProgress: pass }));
}

async function fitting(settings: Recipe, made: Network) {
  const dataset = await loadDataset(settings);
  const stepsPerEpoch = stepsIn(settings, dataset);
  const state: FitState = {
    network: made,
    own: noOwnWeights,
    optimizer: buildOptimizer({ network: made, own: noOwnWeights }, settings.optimizer, {
      averaging: settings.averaging,
      length: { stepsPerEpoch, totalSteps: settings.epochs * stepsPerEpoch },
    }),
    history: [],
    timing: [],
  };
  const options: FitOptions = {
    runId: settings.name,
    recipe: settings,
    seed: SEED,
    dataset,
    loss: buildLoss(settings.objective),
  };
  return { state, options };
}

/** A teacher that has been asked beforehand for all that the job will want to know. */
function rememberedAnswers(options: FitOptions): Teacher {
  const { augmentation } = options.recipe;
  const file = join(mkdtempSync(join(tmpdir(), 'bench-teacher-')), 'logits.bin');
  const views = augmentation ? viewCount(augmentation) : 1;
  const source = networkSource(build('teacher'), 'The teacher');
  const { logits } = cachedTeacherLogits(source, file, views);
  const answers: Teacher['answers'] = (batch) => ({ teacherLogits: logits(batch) });
  const teacher: Teacher = { answers, close: () => undefined };
  const batches = epochBatches(options.dataset.training, { ...options, teacher }, 1);
  for (let step = 0; step < REMEMBERED_BATCHES; step++) batches(step);
  let asked = 0;
  const counted: Teacher['answers'] = (batch) => {
    asked += 1;
    if (asked > REMEMBERED_BATCHES) {
      throw new Error(
        `The teacher's answers were remembered for ${REMEMBERED_BATCHES} batches only; ask for ` +
          'fewer --blocks or --steps.',
      );
    }
    return answers(batch);
  };
  return { ...teacher, answers: counted };
}

/** A teacher that is asked again for every batch. */
function freshAnswers(): Teacher {
  const logits = freshTeacherLogits(networkSource(build('teacher'), 'The teacher'));
  return { answers: (batch) => ({ teacherLogits: logits(batch) }), close: () => undefined };
}

/** One step is an epoch of a quarter of the images with its validation. */
async function epochJob(): Promise<BenchJob> {
  const settings = { ...onLabels, limit: quarter };
  const { state, options } = await fitting(settings, student(1));
  return async (steps) => {
    const start = performance.now();
    const epochs = state.history.length + steps;
    await fitModel(state, { ...options, recipe: { ...settings, epochs } });
    const seconds = (performance.now() - start) / 1000;
    const loss = state.history.at(-1)?.trainingLoss ?? null;
    return { seconds, images: steps * quarter.training, loss };
  };
}

/** One step is one pass over the 10,000 test images, normalising included. */
async function evaluationJob(architecture: Architecture): Promise<BenchJob> {
  const { test } = await loadDataset({ limit: undefined });
  const { logits } = evaluator(build(architecture));
  return async (steps) => {
    const start = performance.now();
    let loss = 0;
    for (let step = 0; step < steps; step++) {
      loss = score(await logits(test), test.labels).loss;
    }
    const seconds = (performance.now() - start) / 1000;
    return { seconds, images: steps * test.labels.length, loss };
  };
}

/** The same network and batches in tfjs as it comes: compile, then trainOnBatch; no weight decay. */
async function plainJob(): Promise<BenchJob> {
  const model = buildModel('student', SEED);
  model.compile({
    optimizer: tf.train.adam(onLabels.optimizer.learningRate),
    loss: (labels: tf.Tensor, logits: tf.Tensor) => tf.losses.softmaxCrossEntropy(labels, logits),
  });
  const { options } = await fitting(onLabels, build('student'));
  const batches = epochBatches(options.dataset.training, options, 1);
  let step = 0;
  return async (steps) => {
    const start = performance.now();
    let [images, loss] = [0, 0];
    for (const last = step + steps; step < last; step++) {
      const batch = batches(step);
      const count = batch.labels.length;
      const inputs = tf.tensor4d(batch.images, [count, 32, 32, 3]);
      const targets = tf.tidy(() => tf.oneHot(tf.tensor1d(batch.labels, 'int32'), 10).toFloat());
      loss = (await model.trainOnBatch(inputs, targets)) as number;
      tf.dispose([inputs, targets]);
      images += count;
    }
    return { seconds: (performance.now() - start) / 1000, images, loss };
  };
}
