import { z } from 'zod';
import { recipeSchema } from '../recipes/recipe';
import { parseStrictly, refusalLines } from '../recipes/refusal';

const epochSchema = z.strictObject({
  /** 1 for the first epoch. */
  epoch: z.int().positive(),
  /** Learning rate of the epoch's last step. */
  learningRate: z.number(),
  /** Mean of the objective over the epoch's training examples, as met while training. */
  trainingLoss: z.number(),
  /** The parts of the objective before weighting, by name: 'hard' (cross-entropy), 'soft' (KL·T²). */
  lossParts: z.record(z.string(), z.number()),
  /**
   * L2 norm, over all trainable weights, of the gradient of each weighted term of the objective by name, and
   * of 'decay', weight decay's; means over every 50th step. Early records lack them.
   */
  gradientNorms: z.record(z.string(), z.number()).optional(),
  /** Cosine of the angle between the gradients of the objective's two terms, over the same steps. */
  gradientCosine: z.number().optional(),
  /** The same of each pair of terms, "a, b", where the objective has more than two; none of a term that pulls at nothing. */
  gradientCosines: z.record(z.string(), z.number()).optional(),
  /** Share of the augmented training images classified right while training, 0 to 1. */
  trainingAccuracy: z.number(),
  /** Mean cross-entropy on the validation images; absent where these are among the training images. */
  validationLoss: z.number().optional(),
  /** Share of the validation images classified right, 0 to 1; absent as the loss is. */
  validationAccuracy: z.number().optional(),
});

/** What a finished run leaves behind: the content of report/runs/<run id>/run.json. */
export const runRecordSchema = z.strictObject({
  id: z.string(),
  recipe: recipeSchema,
  seed: z.int().min(0),
  numerics: z.int().positive(),
  environment: z.strictObject({
    tensorflow: z.string(),
    tfjs: z.string(),
    /** Processor, with family and model where the system tells them. */
    processor: z.string(),
    /** 'cpu' or the name of the GPU. */
    device: z.string(),
    /** TensorFlow's threads within one kernel. */
    threads: z.int().positive(),
  }),
  /**
   * Names the data set that the run read: SHA-256 over the MD5s (lower-case hex, joined by newlines) of its six files
   * in data/cifar10, data_batch_1.bin to data_batch_5.bin, then test_batch.bin.
   */
  dataChecksum: z.string(),
  /** Trainable parameters. */
  parameters: z.int().positive(),
  images: z.strictObject({
    training: z.int().positive(),
    validation: z.int().positive(),
    test: z.int().positive(),
  }),
  history: z.array(epochSchema),
  /** Of the last epoch; accuracies 0 to 1. No validation accuracy where those images are trained on. */
  final: z.strictObject({
    validationAccuracy: z.number().optional(),
    testAccuracy: z.number(),
    testLoss: z.number(),
  }),
  /**
   * SHA-256 of the trained weights, float32 little-endian, layer by layer in the order of the model's layers, each
   * layer's own in its order (running statistics after what is trained). weights.bin holds the same numbers in
   * another order: everything that is trained first.
   */
  weightsChecksum: z.string(),
  /** The teacher's `weightsChecksum`, in records of students; early ones lack it. */
  teacherWeightsChecksum: z.string().optional(),
  /** The `weightsChecksum` of the run that this one started from, where there is one; early records lack it. */
  startWeightsChecksum: z.string().optional(),
  /** The only part that differs between two runs of the same id on the same machine. */
  timing: z.strictObject({
    finishedAt: z.string(),
    totalSeconds: z.number(),
    epochs: z.array(z.strictObject({ seconds: z.number(), imagesPerSecond: z.number() })),
  }),
});

export type RunRecord = z.output<typeof runRecordSchema>;
export type EpochRecord = z.output<typeof epochSchema>;

/** What keeps a record, written as JSON, from being read again, field by field; undefined when nothing does. */
export function recordFault(record: RunRecord): string | undefined {
  const written: unknown = JSON.parse(JSON.stringify(record));
  const parsed = parseStrictly(runRecordSchema, written);
  return parsed.success ? undefined : refusalLines(parsed.error, written);
}

/**
 * A record without figures of validation images that were trained on: early records of runs on all 50,000 images hold
 * such figures, which say nothing.
 */
export function withoutTrainedValidation(record: RunRecord): RunRecord {
  if (record.recipe.trainOn !== 'all') return record;
  const { validationAccuracy: _, ...final } = record.final;
  const history = record.history.map(({ validationLoss, validationAccuracy, ...epoch }) => epoch);
  return { ...record, history, final };
}

/**
 * Accuracy on the validation images after the last epoch, 0 to 1.
 * @throws when the run trained on those images and so has none
 */
export function validationAccuracy({ id, final }: Pick<RunRecord, 'id' | 'final'>): number {
  if (final.validationAccuracy !== undefined) return final.validationAccuracy;
  throw new Error(
    `${id} has no validation accuracy: it trained on all images; choose by runs on the split.`,
  );
}

/**
 * How many validation images a run classifies right after the last epoch.
 * @throws when the run trained on those images
 */
export function validationHits(record: Pick<RunRecord, 'id' | 'final' | 'images'>): number {
  return Math.round(validationAccuracy(record) * record.images.validation);
}
