import type { InferenceTiming } from '../study/inference-timing';
import type { AccuracyRow } from './accuracy-table';
import { originalRow } from './original-report';
import { rounded } from './row';
import type { SpeedRow } from './speed-rows';

/** One architecture's forward pass on one machine. */
export type TimingRow = {
  readonly processor: string;
  readonly threads: number;
  readonly network: 'teacher' | 'student';
  /** Images in one pass. */
  readonly batch: number;
  /** Timed passes behind the row. */
  readonly passes: number;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly imagesPerSecond: number;
};

/** All timings as rows. */
export function timingTable(timings: readonly InferenceTiming[]): TimingRow[] {
  return timings.flatMap(({ processor, threads, batches, rows }) =>
    rows.map(({ architecture, batchSize, medianMs, minMs, maxMs }) => ({
      processor,
      threads,
      network: architecture,
      batch: batchSize,
      passes: batches,
      medianMs,
      minMs,
      maxMs,
      imagesPerSecond: rounded((1000 * batchSize) / medianMs),
    })),
  );
}

/** How many times faster than the teacher the student is, on one machine. */
export function speedUp(timing: InferenceTiming, batch: number): number {
  return rowOf(timing, 'teacher', batch).medianMs / rowOf(timing, 'student', batch).medianMs;
}

/**
 * One machine's times beside accuracies. Both students have the same network, so they share its times.
 * @param batch images in one pass
 * @throws when the machine was not timed with that batch
 */
export function timedAccuracies(
  accuracies: readonly AccuracyRow[],
  timing: InferenceTiming,
  batch: number,
): SpeedRow[] {
  return accuracies.map(({ model, method, accuracyPct, lowPct, highPct, originalPct }) => {
    const row = rowOf(timing, method === 'teacher' ? 'teacher' : 'student', batch);
    return {
      model,
      method,
      batch,
      blocks: timing.batches,
      milliseconds: row.medianMs,
      lowMs: row.minMs,
      highMs: row.maxMs,
      imagesPerSecond: rounded((1000 * batch) / row.medianMs),
      accuracyPct,
      lowPct,
      highPct,
      originalMs: originalRow(method)?.inferenceMs ?? null,
      originalPct,
    };
  });
}

function rowOf(timing: InferenceTiming, architecture: 'teacher' | 'student', batch: number) {
  const found = timing.rows.find(
    (row) => row.architecture === architecture && row.batchSize === batch,
  );
  if (found) return found;
  throw new Error(
    `report/timings/${timing.device}.json: expected the ${architecture} with batches of ${batch}, ` +
      `found batches of ${timing.rows.map((row) => row.batchSize).join(', ')}; ` +
      'measure again with: npm run bench -- --inference',
  );
}
