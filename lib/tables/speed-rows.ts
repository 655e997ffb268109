import type { AccuracyRow } from './accuracy-table';
import type { Method } from './method';
import { originalRow } from './original-report';
import { rounded } from './row';

/** Measured times of one model's forward pass. */
export interface InferenceTiming {
  /** The accuracy table's name of the model. */
  readonly model: string;
  /** Images in one pass. */
  readonly batch: number;
  /** One figure a timed block, milliseconds a pass. */
  readonly milliseconds: readonly number[];
}

/** Speed beside accuracy. */
export type SpeedRow = {
  readonly model: string;
  readonly method: Method;
  readonly batch: number;
  readonly blocks: number;
  /** Median over blocks, of one forward pass of the batch. */
  readonly milliseconds: number;
  /** Quartiles over blocks. */
  readonly lowMs: number;
  readonly highMs: number;
  readonly imagesPerSecond: number;
  readonly accuracyPct: number;
  readonly lowPct: number;
  readonly highPct: number;
  readonly originalMs: number | null;
  readonly originalPct: number | null;
};

/**
 * Joins timings with accuracies by model, in the order of the accuracies (first seed of each model).
 * @throws when a model has no timing
 */
export function speedRows(
  accuracies: readonly AccuracyRow[],
  timings: readonly InferenceTiming[],
): SpeedRow[] {
  const firsts = accuracies.filter(
    (row, at) => accuracies.findIndex((other) => other.model === row.model) === at,
  );
  return firsts.map((row) => {
    const timing = timings.find((one) => one.model === row.model);
    if (timing === undefined) {
      const known = timings.map((one) => one.model).join(', ');
      throw new Error(`speedRows: no timing of ${row.model}; there are timings of ${known}`);
    }
    const milliseconds = quantile(timing.milliseconds, 0.5);
    return {
      model: row.model,
      method: row.method,
      batch: timing.batch,
      blocks: timing.milliseconds.length,
      milliseconds: rounded(milliseconds),
      lowMs: rounded(quantile(timing.milliseconds, 0.25)),
      highMs: rounded(quantile(timing.milliseconds, 0.75)),
      imagesPerSecond: rounded((1000 * timing.batch) / milliseconds),
      accuracyPct: row.accuracyPct,
      lowPct: row.lowPct,
      highPct: row.highPct,
      originalMs: originalRow(row.method)?.inferenceMs ?? null,
      originalPct: row.originalPct,
    };
  });
}

/** Linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996). */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) throw new Error('speedRows: a timing holds no blocks');
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}
