import { z } from 'zod';
import { architectureNames } from './architectures';
import { learnsFromTeacher, objectiveSchema } from './objective';
import { parseStrictly, refusalLines } from './refusal';

/** How training images are varied; see lib/data/augmentation.ts. */
export const augmentationSchema = z.strictObject({
  /** The image is padded by this many pixels a side and cropped back at a random place. */
  crop: z.int().min(0).max(8),
  /** What the padding holds: black (as torchvision's RandomCrop) or the mirrored image. */
  padding: z.enum(['zero', 'reflect']),
  /**
   * Mirror left to right with probability 1/2, or 'alternating': drawn once an image for the first epoch, the
   * other way round in every second one, so that two epochs in a row show both (Jordan, 2024).
   */
  flip: z.union([z.boolean(), z.literal('alternating')]),
});

/** What a student is told of its teacher; see lib/training/teacher-answers.ts. */
export const teacherAnswersSchema = z.enum([
  'as-they-are',
  /** The logits of the wrong classes change places, for each image in an order of its own. */
  'wrong-classes-shuffled',
  /** What the teacher says of the image as it is, whatever view the student sees. */
  'of-the-plain-image',
  /** What the teacher says of another image in the same view, for each image of one and the same. */
  'of-another-image',
  /** Of a teacher in training mode, whose batch norms use the statistics of the batch. */
  'in-training-mode',
  /** To images that are not normalised: values from 0 to 1. */
  'to-raw-images',
]);

/** What training computes in. */
export const mathSchema = z.enum(['float32', 'bf16']);

const optimizerSchema = z.discriminatedUnion('kind', [
  /** Kingma and Ba (2015); weight decay is added to the gradient, as PyTorch's Adam does. */
  z.strictObject({
    kind: z.literal('adam'),
    learningRate: z.number().positive(),
    weightDecay: z.number().min(0).default(0),
    beta1: z.number().min(0).lt(1).default(0.9),
    beta2: z.number().min(0).lt(1).default(0.999),
    epsilon: z.number().positive().default(1e-8),
  }),
  /** Stochastic gradient descent with Nesterov's momentum; weight decay in the gradient. */
  z.strictObject({
    kind: z.literal('sgd'),
    learningRate: z.number().positive(),
    weightDecay: z.number().min(0).default(0),
    momentum: z.number().min(0).lt(1).default(0.9),
  }),
  /**
   * As 'sgd', by groups of weights: biases of batch norms, the bias of a layer `whiten`, all others. At the
   * schedule's peak a step takes the share `weightDecay` off each weight, whatever the group's learning rate
   * (Jordan, 2024, airbench94).
   */
  z.strictObject({
    kind: z.literal('sgd-by-group'),
    learningRate: z.number().positive(),
    weightDecay: z.number().min(0).default(0),
    momentum: z.number().min(0).lt(1).default(0.9),
    /** Multiplies the learning rate of the biases of batch norms. */
    normBiasFactor: z.number().positive().default(1),
    /** The bias of the layer `whiten` is trained for so many epochs, then stays; unless given, to the end. */
    whitenBiasEpochs: z.int().min(0).optional(),
  }),
]);

const averagingSchema = z.discriminatedUnion('kind', [
  /**
   * Lookahead (Zhang et al., 2019) as airbench94 has it: every `every` steps slow weights move towards the
   * trained ones, which then continue from there; see lib/engine/lookahead.ts.
   */
  z.strictObject({
    kind: z.literal('lookahead'),
    every: z.int().positive().default(5),
    /** A step's share of the slow weights that is kept at the end of the run. */
    decay: z.number().gt(0).lt(1).default(0.95),
    /** How the decay rises over the run: decay^every · (step / total)^power. */
    power: z.number().min(0).default(3),
    /** Complete epochs before the first merge. */
    startEpochs: z.int().min(0).default(3),
  }),
]);

const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant') }),
  /** Times `factor` after every `every` epochs (PyTorch's StepLR). */
  z.strictObject({
    kind: z.literal('step'),
    every: z.int().positive(),
    factor: z.number().positive(),
  }),
  /** Half a cosine from the learning rate to zero over the run, a value a step. */
  z.strictObject({ kind: z.literal('cosine') }),
  /** Linear rise to the learning rate over `warmup` (share of all steps), then linear fall to zero. */
  z.strictObject({
    kind: z.literal('one-cycle'),
    warmup: z.number().gt(0).lt(1).default(0.2),
  }),
  /** Linear from `start` to the learning rate at `peak` (share of all steps), then linear to `end` (airbench94). */
  z.strictObject({
    kind: z.literal('triangular'),
    start: z.number().min(0).default(0.2),
    peak: z.number().gt(0).lt(1).default(0.23),
    end: z.number().min(0).default(0.07),
  }),
]);

/** Run id and ending must fit into the 255 bytes that a file's name may have. */
const LONGEST_NAME = 200;

const runIdSchema = z
  .string()
  .max(LONGEST_NAME + 22)
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*-[0-9a-f]{8}-s\d+$/,
    'expected the id of a run, such as teacher-original-0123abcd-s0',
  );

/** Everything that decides a run's result besides its seed: zod schema, type and file format in one. */
export const recipeSchema = z.strictObject({
  /** A slug: lower-case words joined by '-'; the first part of the run id. */
  name: z
    .string()
    .max(LONGEST_NAME, `expected at most ${LONGEST_NAME} characters`)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a slug such as student-alone'),
  model: z.enum(architectureNames),
  /**
   * Multiplies the channels of a student or an airbench, in quarters, so that their number stays whole; the original
   * teacher has one width.
   */
  width: z.number().positive().multipleOf(0.25).default(1),
  objective: objectiveSchema,
  /** Run id of the teacher; needed by objectives that learn from one. */
  teacher: runIdSchema.optional(),
  /** What the student is told in place of what the teacher says of the student's view; for controls. */
  teacherAnswers: teacherAnswersSchema.default('as-they-are'),
  /**
   * Run id of the same architecture whose trained weights this run begins with: the first stage of a method of
   * two. Absent: the seed's initial weights.
   */
  startFrom: runIdSchema.optional(),
  optimizer: optimizerSchema,
  schedule: scheduleSchema,
  /** What besides the optimiser moves the weights. */
  averaging: averagingSchema.optional(),
  augmentation: augmentationSchema.optional(),
  batchSize: z.int().positive().default(128),
  /** 0 leaves the initial weights as they are. */
  epochs: z.int().min(0),
  /** Share of the inputs of the last dense layer that training drops. */
  dropout: z.number().min(0).lt(1).default(0),
  /**
   * What batch norm normalises by in evaluation: its running mean and variance, or the 0 and 1 that they began
   * with, as when they are lost. Training normalises by the batch in either case.
   */
  evaluationStatistics: z.enum(['running', 'initial']).default('running'),
  /** How training sums the mean and variance of a batch; see BatchStatistics in lib/engine/batch-norm.ts. */
  batchStatistics: z.enum(['fused', 'two-stage']).default('fused'),
  /**
   * What training computes in: float32, or convolutions, products and what lies between them in bf16 (8 bits of
   * precision; weights, statistics, loss and update stay float32). Evaluation is in float32 in either. See
   * lib/engine/graph/mixed-precision.ts.
   */
  math: mathSchema.default('float32'),
  /** The 45,000 images of the split, or all 50,000, validation images among them. */
  trainOn: z.enum(['split', 'all']).default('split'),
  /** Use only the first so many images of each split; for tests and live cells. */
  limit: z
    .strictObject({
      training: z.int().positive(),
      validation: z.int().positive(),
      test: z.int().positive(),
    })
    .optional(),
});

/** A parsed recipe, defaults filled in. */
export type Recipe = z.output<typeof recipeSchema>;
/** A recipe as one may write it: fields that have a default may be missing. */
export type RecipeInput = z.input<typeof recipeSchema>;
export type Augmentation = z.output<typeof augmentationSchema>;
export type TeacherAnswers = z.output<typeof teacherAnswersSchema>;
export type MathMode = Recipe['math'];
export type Optimizer = Recipe['optimizer'];
export type Schedule = Recipe['schedule'];
export type Averaging = z.output<typeof averagingSchema>;

/**
 * Parses a recipe and freezes it.
 * @param input a recipe with or without the fields that have defaults
 * @throws with one line a field that is wrong, naming the field, what was expected and what was found
 */
export function recipe(input: RecipeInput): Recipe {
  const parsed = parseStrictly(recipeSchema, input);
  if (!parsed.success) throw new Error(`Recipe refused.\n${refusalLines(parsed.error, input)}`);
  const { objective, teacher, teacherAnswers, name, model, width, math, dropout } = parsed.data;
  if (model === 'teacher' && width !== 1) {
    throw new Error(`Recipe ${name} refused: the original teacher has width 1, found ${width}.`);
  }
  if (math === 'bf16' && dropout > 0) {
    throw new Error(
      `Recipe ${name} refused: dropout's masks are drawn outside of the graph, and math 'bf16' is for graphs ` +
        `alone; expected dropout 0 or math 'float32', found dropout ${dropout} and math 'bf16'.`,
    );
  }
  const learner = learnsFromTeacher(objective);
  if (learner !== undefined && teacher === undefined) {
    throw new Error(
      `Recipe ${name} refused: objective "${learner}" learns from a teacher, but "teacher" ` +
        'is missing; give it the run id of one.',
    );
  }
  if (learner === undefined && teacherAnswers !== 'as-they-are') {
    throw new Error(
      `Recipe ${name} refused: teacherAnswers is "${teacherAnswers}", but its objective learns from no teacher; ` +
        'leave it out, or take an objective that does.',
    );
  }
  return deepFreeze(parsed.data);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
