import type { Architecture } from '../recipes/architectures';
import type { InferenceTiming } from '../store/inference-timing';
import { rounded } from './row';
import { type Table, table } from './table';

/** One architecture's forward pass on one machine. */
export type TimingRow = {
  readonly processor: string;
  readonly threads: number;
  readonly network: Architecture;
  /** Images in one pass. */
  readonly batch: number;
  /** Timed passes behind the row. */
  readonly passes: number;
  /** Passes before them that do not count. */
  readonly warmup: number;
  readonly meanMs: number;
  readonly sdMs: number;
  readonly medianMs: number;
  readonly lowerQuartileMs: number;
  readonly upperQuartileMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** By the median. */
  readonly imagesPerSecond: number;
  /** The teacher's median over this one: 1 for the teacher itself. */
  readonly speedUp: number;
};

/** All timings as rows. */
export function timingTable(timings: readonly InferenceTiming[]): TimingRow[] {
  return timings.flatMap((timing) =>
    timing.rows.map(({ architecture, batchSize, ...times }) => ({
      processor: timing.processor,
      threads: timing.threads,
      network: architecture,
      batch: batchSize,
      passes: timing.batches,
      warmup: timing.warmup,
      ...times,
      imagesPerSecond: rounded((1000 * batchSize) / times.medianMs),
      speedUp: rounded(rowOf(timing, 'teacher', batchSize).medianMs / times.medianMs),
    })),
  );
}

/** How many times faster than the teacher the student is, on one machine, by the medians. */
export function speedUp(timing: InferenceTiming, batch: number): number {
  return rowOf(timing, 'teacher', batch).medianMs / rowOf(timing, 'student', batch).medianMs;
}

/** The numbers of images in a pass that a machine was timed with, the largest first. */
export function timedBatches(timing: InferenceTiming): number[] {
  return [...new Set(timing.rows.map(({ batchSize }) => batchSize))].sort((a, b) => b - a);
}

function rowOf(timing: InferenceTiming, architecture: Architecture, batch: number) {
  const found = timing.rows.find(
    (row) => row.architecture === architecture && row.batchSize === batch,
  );
  if (found) return found;
  throw new Error(
    `report/timings/${timing.device}.json: expected the ${architecture} with batches of ${batch}, ` +
      `found batches of ${timedBatches(timing).join(', ')}; ` +
      'measure again with: npm run bench -- --inference',
  );
}

/** Times of a forward pass. */
export function timingsTable(rows: readonly TimingRow[]): Table<TimingRow> {
  return table({
    name: 'timings',
    key: ['processor', 'network', 'batch'],
    caption:
      `Time of one forward pass, images in memory to logits in memory: ${rows[0]?.passes} passes of each network and ` +
      `batch size, the networks in turn, after ${rows[0]?.warmup} passes that do not count; ${rows[0]?.processor}, ` +
      `${rows[0]?.threads} threads.`,
    columns: {
      network: 'network',
      batch: 'images a pass',
      medianMs: ['median (ms)', 2],
      lowerQuartileMs: ['lower quartile (ms)', 2],
      upperQuartileMs: ['upper quartile (ms)', 2],
      imagesPerSecond: ['images/s', 0],
      speedUp: ['times as fast as the teacher', 2],
    },
    rows,
  });
}
