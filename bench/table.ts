import { type BenchComparison, type BenchSide, decisiveRatio } from '../lib/store/bench-results';
import type { Spread } from './summary';

const columns = ['', 'images/s', 'min – max', 'ours / it', 'min – max', 'peak MB', 'idle'];

/** The results of one comparison as lines for a terminal, the goal last. */
export function resultLines(comparison: BenchComparison): readonly string[] {
  const { goal } = comparison;
  const reached = decisiveRatio(comparison);
  const verdict =
    goal === undefined
      ? []
      : [
          `goal ${goal.toFixed(2)}: ${reached.toFixed(2)}, ${reached < goal ? 'missed' : 'reached'}`,
        ];
  return [...aligned([columns, ...comparison.sides.map(cells)]), ...verdict];
}

/** Rows as lines, the first column to the left, the others to the right. */
export function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, place) =>
    Math.max(...rows.map((row) => row[place]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, place) =>
        place === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[place] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

function cells(result: BenchSide): string[] {
  const { imagesPerSecond, ratio, peakMegabytes, idleShare } = result;
  return [
    result.label,
    imagesPerSecond.median.toFixed(0),
    range(imagesPerSecond, 0),
    ratio.median.toFixed(2),
    range(ratio, 2),
    peakMegabytes.toFixed(0),
    idleShare === null ? '?' : `${(100 * idleShare).toFixed(0)} %`,
  ];
}

function range({ min, max }: Spread, digits: number): string {
  return `${min.toFixed(digits)} – ${max.toFixed(digits)}`;
}
