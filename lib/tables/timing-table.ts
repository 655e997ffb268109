import type { Architecture } from '../recipes/architectures';
import type { InferenceTiming } from '../store/inference-timing';
import { type RowOf, rounded } from './row';
import { tableOf } from './table';

/** The forward passes of each architecture on each machine; times in milliseconds as in `InferenceTiming`. */
export function timingTable(timings: readonly InferenceTiming[]) {
  return timings.flatMap((timing) =>
    timing.rows.map(({ architecture, batchSize, ...times }) => ({
      processor: timing.processor,
      threads: timing.threads,
      network: architecture,
      /** Images in one pass. */
      batch: batchSize,
      passes: timing.batches,
      warmup: timing.warmup,
      ...times,
      /** By the median. */
      imagesPerSecond: rounded((1000 * batchSize) / times.medianMs),
      /** The teacher's median over this one: 1 for the teacher itself. */
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
export const timingsTable = tableOf<RowOf<typeof timingTable>>({
  name: 'timings',
  key: ['processor', 'network', 'batch'],
  caption: ([first]) =>
    `Time of one forward pass, images in memory to logits in memory: ${first?.passes} passes of each network and ` +
    `batch size, the networks alternating, after ${first?.warmup} warm-up passes; ${first?.processor}, ` +
    `${first?.threads} threads.`,
  columns: {
    network: 'network',
    batch: 'images per pass',
    medianMs: ['median (ms)', 2],
    lowerQuartileMs: ['lower quartile (ms)', 2],
    upperQuartileMs: ['upper quartile (ms)', 2],
    imagesPerSecond: ['images/s', 0],
    speedUp: ['times as fast as the teacher', 2],
  },
});
