import { type Recipe, recipe } from '../../recipes/recipe';
import { scale, smokeFields } from '../../store/scale';
import type { Study } from '../study';

const BATCH = 512;
const MOMENTUM = 0.85;

/**
 * The reference's learning rate and weight decay are those of 1,024 examples, of the summed loss, and before
 * Nesterov's momentum makes the step 1 + 1/(1 - momentum) times as long. This turns them into those of a step on
 * the mean loss: 11.5 becomes 0.75, 0.0153 becomes 0.000998.
 */
const aStep = (an1024: number) => (an1024 * (BATCH / 1024)) / (1 + 1 / (1 - MOMENTUM));

/**
 * airbench94's recipe (Jordan, 2024, cifar10-airbench, airbench94.py; 94.0 % with six test-time views, n = 1000, on
 * 50,000 images) with 16 epochs instead of 9.9, for 10 epochs of the 45,000 training images would be fewer steps on
 * fewer images than the reference takes. The last partial batch of an epoch is kept, and batches are of 512 instead of
 * 1,024: on a processor both are equally fast, but 1,024 images take 6.8 GB of memory and 512 take 3.3. Learning rate
 * and weight decay are scaled along, and Lookahead merges every 10 steps instead of 5 with 0.9747 = √0.95 a step, so
 * that it averages over as many images.
 */
const airbench94 = {
  model: 'airbench',
  optimizer: {
    kind: 'sgd-by-group',
    learningRate: aStep(11.5),
    weightDecay: aStep(0.0153),
    momentum: MOMENTUM,
    normBiasFactor: 64,
    whitenBiasEpochs: 3,
  },
  schedule: { kind: 'triangular' },
  averaging: { kind: 'lookahead', every: 10, decay: 0.9747 },
  augmentation: { crop: 2, padding: 'reflect', flip: 'alternating' },
  batchSize: BATCH,
  epochs: 16,
  ...(scale() === 'smoke' ? smokeFields : {}),
} as const;

/** The strong teacher, trained on smoothed labels as in the reference. */
export const teacherStrong: Recipe = recipe({
  ...airbench94,
  name: 'teacher-strong',
  objective: { kind: 'labels', smoothing: 0.2 },
});

/** The same on labels as they are: its logits say more about the classes that are not the true one. */
export const teacherStrongUnsmoothed: Recipe = recipe({
  ...airbench94,
  name: 'teacher-strong-unsmoothed',
  objective: { kind: 'labels' },
});

/**
 * The original report's teacher, trained well: the same network with SGD and a learning rate that falls to zero, twice
 * as long. The settings are common ones for residual networks of this size and were fixed before any result.
 */
export const teacherOneCycle: Recipe = recipe({
  name: 'teacher-one-cycle',
  model: 'teacher',
  objective: { kind: 'labels' },
  optimizer: { kind: 'sgd', learningRate: 0.1, weightDecay: 5e-4 },
  schedule: { kind: 'one-cycle' },
  augmentation: { crop: 2, padding: 'reflect', flip: true },
  epochs: 30,
  ...(scale() === 'smoke' ? smokeFields : {}),
});

/** The teachers of the strong regime; no comparison is drawn between them. */
export const strongTeacher: Study = {
  name: 'strong-teacher',
  question: 'How good a teacher can be trained on 45,000 images in a few hours of one core?',
  arms: [
    {
      label: 'strong teacher',
      recipe: teacherStrong,
      seeds: [0, 1, 2],
      role: 'teacher',
      family: 'teacher',
    },
    {
      label: 'strong teacher, no label smoothing',
      recipe: teacherStrongUnsmoothed,
      seeds: [0],
      role: 'teacher',
      family: 'teacher',
    },
    {
      label: 'original teacher, SGD for 30 epochs',
      recipe: teacherOneCycle,
      seeds: [0],
      role: 'teacher',
      family: 'teacher',
    },
  ],
  comparisons: [],
};
