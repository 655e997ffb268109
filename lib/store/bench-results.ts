import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './project-root';

const spreadSchema = z.strictObject({ median: z.number(), min: z.number(), max: z.number() });

const sideSchema = z.strictObject({
  label: z.string(),
  /** Whether it is this project's own code or PyTorch's. */
  of: z.enum(['ours', 'pytorch']),
  job: z.string(),
  /** Processes at work at once, of how many threads each; absent in early results. */
  processes: z.int().positive().optional(),
  threadsEach: z.int().positive().optional(),
  /** What training computes in; absent: float32. */
  math: z.enum(['bf16']).optional(),
  /** Through torch.compile. */
  compiled: z.boolean().optional(),
  imagesPerSecond: spreadSchema,
  /** Images a second of each measured block, in order. */
  blocks: z.array(z.number()),
  /** Our images a second over this side's, round by round; 1 for the first side. */
  ratio: spreadSchema,
  /** Most resident memory the process ever had, MB of 2^20 bytes. */
  peakMegabytes: z.number(),
  /** Processor seconds it used per second in which another side was measured. */
  idleShare: z.number().nullable(),
});

const comparisonSchema = z.strictObject({
  name: z.string(),
  meaning: z.string(),
  /** The least ratio aimed at, against PyTorch's fastest configuration. */
  goal: z.number().optional(),
  measuredOn: z.string(),
  /** Cores that other work kept busy when it began. */
  loadBefore: z.number(),
  steps: z.int().positive(),
  warmup: z.int().min(0),
  threads: z.int().positive(),
  sides: z.array(sideSchema).min(1),
});

const kernelSchema = z.strictObject({
  /** TensorFlow's name; in brackets what is no kernel. */
  kernel: z.string(),
  /** Shapes of the inputs that are tensors of some size, such as "128x32x32x16". */
  shapes: z.string(),
  callsPerStep: z.number(),
  millisecondsPerStep: z.number(),
});

/** Where the time of a job's steps goes, kernel by kernel and shape by shape, the costliest first. */
const profileSchema = z.strictObject({
  job: z.string(),
  measuredOn: z.string(),
  /** Cores that other work kept busy when it began. */
  loadBefore: z.number(),
  threads: z.int().positive(),
  steps: z.int().positive(),
  /** The whole step; what its kernels leave is JavaScript and the making of batches. */
  millisecondsPerStep: z.number(),
  kernels: z.array(kernelSchema),
});

/** Training speed on one machine: the content of bench/results/<device>.json. */
export const benchResultsSchema = z.strictObject({
  machine: z.strictObject({
    device: z.string(),
    processor: z.string(),
    cores: z.int().positive(),
    memoryGigabytes: z.number(),
  }),
  comparisons: z.array(comparisonSchema),
  profiles: z.array(profileSchema).optional(),
});

export type BenchResults = z.output<typeof benchResultsSchema>;
export type BenchComparison = z.output<typeof comparisonSchema>;
export type BenchSide = z.output<typeof sideSchema>;
export type KernelTime = z.output<typeof kernelSchema>;
export type Profile = z.output<typeof profileSchema>;

/** Where `npm run bench` writes. */
export function benchResultsFolder(): string {
  return join(projectRoot(), 'bench', 'results');
}

/**
 * All results on disk, by device.
 * @throws when a file does not parse, naming it
 */
export function readBenchResults(folder: string = benchResultsFolder()): BenchResults[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => {
    const file = join(folder, name);
    const parsed = benchResultsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (parsed.success) return parsed.data;
    throw new Error(
      `${file} does not hold results of this benchmark; delete it and run npm run bench.\n` +
        z.prettifyError(parsed.error),
    );
  });
}

/** What was measured on a machine. */
export type Measured = Partial<Pick<BenchResults, 'comparisons' | 'profiles'>>;

/** Results with what is newly measured in the place of what was measured before under its name. */
export function mergeResults(old: BenchResults, fresh: Measured): BenchResults {
  const comparisons = merged(old.comparisons, fresh.comparisons, ({ name }) => name);
  const profiles = merged(old.profiles, fresh.profiles, ({ job }) => job);
  return {
    machine: old.machine,
    comparisons,
    ...(profiles.length > 0 ? { profiles } : {}),
  };
}

function merged<T>(
  old: readonly T[] = [],
  fresh: readonly T[] = [],
  name: (one: T) => string,
): T[] {
  return [...new Map([...old, ...fresh].map((one) => [name(one), one])).values()];
}

/**
 * The side that decides: the fastest of PyTorch's; without any, the last, against which a comparison of our
 * own sides (a sweep) measures the first.
 */
export function decisiveSide({ sides }: BenchComparison): BenchSide {
  const others = sides.filter(({ of }) => of === 'pytorch');
  const last = sides.at(-1) as BenchSide;
  return others.reduce(
    (least, side) => (side.ratio.median < least.ratio.median ? side : least),
    others[0] ?? last,
  );
}

/** How many times faster our first side is than the one that decides. */
export function decisiveRatio(comparison: BenchComparison): number {
  return decisiveSide(comparison).ratio.median;
}
