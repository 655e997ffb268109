import type { SideResult } from './interleave';
import type { Spread } from './summary';

const columns = ['', 'images/s', 'min – max', 'ours / it', 'min – max', 'peak MB', 'idle'];

/** The results of one comparison as lines for a terminal. */
export function resultLines(results: readonly SideResult[]): readonly string[] {
  const rows = [columns, ...results.map(cells)];
  const widths = columns.map((_, place) => Math.max(...rows.map((row) => row[place]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, place) =>
        place === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[place] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

function cells(result: SideResult): string[] {
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
