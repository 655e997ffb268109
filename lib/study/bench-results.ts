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
  /** The least ratio aimed at, against the fastest of the other side's formats. */
  goal: z.number().optional(),
  measuredOn: z.string(),
  /** Cores that other work kept busy when it began. */
  loadBefore: z.number(),
  steps: z.int().positive(),
  warmup: z.int().min(0),
  threads: z.int().positive(),
  sides: z.array(sideSchema).min(1),
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
});

export type BenchResults = z.output<typeof benchResultsSchema>;
export type BenchComparison = z.output<typeof comparisonSchema>;
export type BenchSide = z.output<typeof sideSchema>;

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

/** Results with newly measured comparisons in place of those of the same names. */
export function mergeComparisons(
  old: readonly BenchComparison[],
  fresh: readonly BenchComparison[],
): BenchComparison[] {
  const merged = new Map([...old, ...fresh].map((comparison) => [comparison.name, comparison]));
  return [...merged.values()];
}

/**
 * How many times faster ours is than the fastest of the others: the least of the median ratios. Where a
 * comparison has several sides of ours (a sweep), the last side is what it is measured against.
 */
export function decisiveRatio({ sides }: BenchComparison): number {
  const others = sides.filter(({ of }) => of === 'pytorch');
  const last = sides.at(-1) as BenchSide;
  return Math.min(...(others.length > 0 ? others : [last]).map(({ ratio }) => ratio.median));
}
