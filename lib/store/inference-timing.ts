import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { architectureNames } from '../recipes/architectures';
import { projectRoot } from './project-root';

/** How long a forward pass takes on one machine: the content of report/timings/<device>.json. */
export const inferenceTimingSchema = z.strictObject({
  /** A slug of processor and cores: the file's name. */
  device: z.string(),
  processor: z.string(),
  cores: z.int().positive(),
  /** TensorFlow's threads within one kernel. */
  threads: z.int().positive(),
  tensorflow: z.string(),
  /** Timed batches behind each row. */
  batches: z.int().positive(),
  /** Batches before them that do not count. */
  warmup: z.int().min(0),
  rows: z.array(
    z.strictObject({
      architecture: z.enum(architectureNames),
      batchSize: z.int().positive(),
      meanMs: z.number().positive(),
      /** Sample standard deviation. */
      sdMs: z.number().min(0),
      medianMs: z.number().positive(),
      lowerQuartileMs: z.number().positive(),
      upperQuartileMs: z.number().positive(),
      minMs: z.number().positive(),
      maxMs: z.number().positive(),
    }),
  ),
});

export type InferenceTiming = z.output<typeof inferenceTimingSchema>;

/** Where timings live. */
export function timingsFolder(): string {
  return join(projectRoot(), 'report', 'timings');
}

/**
 * All timings on disk, by device name; `npm run bench -- --inference` writes them.
 * @throws when a file does not parse, naming it
 */
export function readInferenceTimings(folder: string = timingsFolder()): InferenceTiming[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => {
    const parsed = inferenceTimingSchema.safeParse(
      JSON.parse(readFileSync(join(folder, name), 'utf8')),
    );
    if (parsed.success) return parsed.data;
    throw new Error(
      `report/timings/${name} is not a timing; delete it and run npm run bench -- --inference\n` +
        z.prettifyError(parsed.error),
    );
  });
}
