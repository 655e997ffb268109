import type { BenchResults } from '../store/bench-results';
import type { RowOf } from './row';
import { type Table, table } from './table';
import { rateColumns, trainingRates } from './training-rates';

/** What grows: images in a batch, or channels of the student as a multiple of its own. */
export type Growing = 'batch' | 'width';

/** How fast a step of the student is at one size of the work. */
export type SpeedScalingRow = RowOf<typeof speedScalingRows>;

/** The measured sizes of what grows, the smallest first. */
export function speedScalingRows(results: BenchResults, growing: Growing) {
  const sizes = results.comparisons.flatMap(({ name }) => {
    const size = new RegExp(`^${growing}-(\\d+)$`).exec(name)?.[1];
    return size === undefined ? [] : [Number(size)];
  });
  return sizes
    .sort((a, b) => a - b)
    .flatMap((size) =>
      trainingRates(results, [`${growing}-${size}`]).rates.map((rate) => ({ ...rate, size })),
    );
}

const captions = {
  batch: "Training steps of the student by batch size, PyTorch in the student's faster format.",
  width:
    "Training steps of the student with its channels multiplied, PyTorch in the student's faster format.",
} as const;

/** Rates as the work grows. */
export function speedScalingTable(
  rows: readonly SpeedScalingRow[],
  growing: Growing,
): Table<SpeedScalingRow> {
  const { ratioLow: _low, ratioHigh: _high, ...columns } = rateColumns;
  return table({
    name: `speed-by-${growing}`,
    caption: captions[growing],
    columns: { size: growing === 'batch' ? 'batch size' : 'times as wide', ...columns },
    rows,
  });
}
