import type { Annotation, LayoutAxis, Shape } from 'plotly.js-dist';
import { GRID, INK } from './palette';
import { axis } from './theme';

/** Rows under a common heading. */
export interface RowGroup<T> {
  readonly heading: string;
  readonly rows: readonly T[];
}

/** Where headings and rows of groups stand on an axis that counts rows from the top. */
export interface PlacedGroups<T> {
  readonly headings: readonly { readonly text: string; readonly y: number }[];
  readonly rows: readonly { readonly row: T; readonly y: number }[];
  /** Rows and headings together. */
  readonly count: number;
}

/** Height of a row or heading, in CSS pixels. */
export const GROUPED_ROW_PIXELS = 25;

/** Puts groups below each other, each under a line of its own for its heading. */
export function placeGroups<T>(groups: readonly RowGroup<T>[]): PlacedGroups<T> {
  const headings: { text: string; y: number }[] = [];
  const rows: { row: T; y: number }[] = [];
  let y = 0;
  for (const group of groups) {
    headings.push({ text: group.heading, y });
    y += 1;
    for (const row of group.rows) {
      rows.push({ row, y });
      y += 1;
    }
  }
  return { headings, rows, count: y };
}

/** The axis of the rows, each with its label. */
export function groupedAxis<T>(
  placed: PlacedGroups<T>,
  label: (row: T) => string,
): Partial<LayoutAxis> {
  return axis('', {
    range: [placed.count - 0.4, -0.6],
    tickvals: placed.rows.map(({ y }) => y),
    ticktext: placed.rows.map(({ row }) => label(row)),
    tickfont: { color: INK, size: 13 },
    showgrid: false,
  });
}

/** The headings, at the left of the panel. */
export function groupHeadings<T>({ headings }: PlacedGroups<T>): Partial<Annotation>[] {
  return headings.map(({ text, y }) => ({
    text: `<b>${text}</b>`,
    x: 0,
    xref: 'paper',
    xanchor: 'left',
    xshift: 4,
    y,
    yref: 'y',
    yanchor: 'middle',
    showarrow: false,
    font: { size: 13, color: INK },
  }));
}

/** A line above each group but the first. */
export function groupDividers<T>({ headings }: PlacedGroups<T>): Partial<Shape>[] {
  return headings.slice(1).map(({ y }) => ({
    type: 'line',
    xref: 'paper',
    x0: 0,
    x1: 1,
    y0: y - 0.5,
    y1: y - 0.5,
    line: { color: GRID, width: 1 },
    layer: 'below',
  }));
}
