import type { Annotation, Data, LayoutAxis, Shape } from 'plotly.js-dist';
import { marks, type Point } from './marks';
import { type Key, lineAcross, note } from './notes';
import { GRID, INK, MUTED, ORIGINAL_SYMBOL, originalMarker, PAPER } from './palette';
import { axis } from './theme';

/** An axis of named rows, the first at the top; row 0 stands at 0 and so on, unless told otherwise. */
export function rowAxis(
  labels: readonly string[],
  places: Partial<LayoutAxis> = {},
): Partial<LayoutAxis> {
  return axis('', {
    range: [labels.length - 0.5, -0.5],
    tickvals: [...labels.keys()],
    ticktext: [...labels],
    tickfont: { color: INK, size: 13 },
    showgrid: false,
    ...places,
  });
}

/** Lines between the rows. */
export function rowDividers(rows: number): Partial<Shape>[] {
  return Array.from({ length: Math.max(rows - 1, 0) }, (_, row) => rowDivider(row + 0.5));
}

/** A line between two rows. */
export function rowDivider(y: number): Partial<Shape> {
  return lineAcross(y, { color: GRID, width: 1 });
}

/** A word in the middle of a row that has nothing to draw. */
export function emptyRow(row: number, text: string): Partial<Annotation> {
  return note(text, { x: 0.5, xref: 'paper', y: row, color: MUTED });
}

/** One measurement of a row. */
export interface SeedDot extends Point {
  readonly text: string;
  readonly color: string;
}

/** A dot a seed. */
export function seedDots(name: string, dots: readonly SeedDot[], value: string): Partial<Data> {
  const color = dots.map((dot) => dot.color);
  return marks(dots, {
    name,
    marker: { color, size: 9, line: { color: PAPER, width: 1 } },
    hover: `%{text}: ${value}`,
  });
}

/** How far a seed's dot stands from the middle of the dots, the same in every row; all of them spread over 1. */
export function seedOffset(seed: number, rows: readonly { readonly seed: number }[]): number {
  return seed / Math.max(3, ...rows.map((row) => row.seed)) - 0.5;
}

/** "n = 6", or "n = 6 of 8" where some are missing. */
export function runsOf(n: number, planned: number): string {
  return n < planned ? `n = ${n} of ${planned}` : `n = ${n}`;
}

/** An upright stroke, for means and medians. */
export function strokeMarker(size: number, width = 2.5) {
  return { symbol: 'line-ns-open', color: INK, size, line: { width, color: INK } } as const;
}

/** The original report's value in some of the rows. */
export function originalMarks(points: readonly Point[], value: string): Partial<Data> {
  return marks(points, {
    name: 'original report',
    marker: originalMarker,
    hover: `original report: ${value}`,
  });
}

/** What `originalMarks` shows. */
export const originalKey: Key = { text: 'original report', dash: ORIGINAL_SYMBOL };
