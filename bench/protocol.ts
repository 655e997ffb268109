import { z } from 'zod';
import { mathSchema } from '../lib/recipes/recipe';

/**
 * What the driver and its peer processes say to each other: a JSON object a line each way. The Python
 * peer (bench/pytorch/peer.py) speaks the same.
 */

/** How PyTorch lays images out in memory; our engine has one layout and ignores it. */
export const memoryFormats = ['contiguous', 'channels_last'] as const;
export type MemoryFormat = (typeof memoryFormats)[number];

/** A request: `describe`, `memory`, or the name of a job with the number of its steps. */
export const requestSchema = z.object({
  job: z.string(),
  steps: z.int().positive().default(1),
  memoryFormat: z.enum(memoryFormats).optional(),
  batchSize: z.int().positive().optional(),
  /** What training computes in; float32 unless told. */
  math: mathSchema.optional(),
  /** Whether PyTorch compiles the network; our engine runs a graph anyway and ignores it. */
  compiled: z.boolean().optional(),
});
export type Request = z.input<typeof requestSchema>;

/** What a peer is and can do. */
export const descriptionSchema = z.object({
  name: z.string(),
  threads: z.int().positive(),
  jobs: z.array(z.string()),
});
export type Description = z.output<typeof descriptionSchema>;

/** One block of work: so many images in so many seconds, ending at this loss; null stands for NaN. */
export const blockSchema = z.object({
  seconds: z.number().positive(),
  images: z.int().positive(),
  loss: z.number().nullable(),
});
export type Block = z.output<typeof blockSchema>;

/** Peak resident memory of the process, MB of 2^20 bytes. */
export const memorySchema = z.object({ peakMegabytes: z.number().positive() });

export const failureSchema = z.object({ error: z.string() });
