import type { Annotation, LayoutAxis, Shape } from 'plotly.js-dist';
import { GRID, INK } from './palette';
import { axis, wrapText } from './theme';

/** Rows under a common heading. */
export interface RowGroup<T> {
  readonly heading: string;
  readonly rows: readonly T[];
}

const HEADING_CHARACTERS = 54;
/** What a second line of a heading takes, in rows. */
const SECOND_LINE = 0.7;

/** A heading, the edge above it, and its middle. */
interface Heading {
  readonly text: string;
  readonly top: number;
  readonly y: number;
}

/** Where headings and rows of groups stand on an axis that counts rows from the top. */
export interface PlacedGroups<T> {
  readonly headings: readonly Heading[];
  readonly rows: readonly { readonly row: T; readonly y: number }[];
  /** Rows and headings together. */
  readonly count: number;
}

/** Height of a row or heading, in CSS pixels. */
export const GROUPED_ROW_PIXELS = 25;

/** Puts groups below each other, each under a line of its own for its heading. */
export function placeGroups<T>(groups: readonly RowGroup<T>[]): PlacedGroups<T> {
  const headings: Heading[] = [];
  const rows: { row: T; y: number }[] = [];
  let y = 0;
  for (const group of groups) {
    const text = wrapText(group.heading, HEADING_CHARACTERS);
    const more = SECOND_LINE * (text.split('<br>').length - 1);
    headings.push({ text, top: y - 0.5, y: y + more / 2 });
    y += 1 + more;
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

/** The headings, from the right edge of the panel to the left, where the labels' column is free too: they fit a phone. */
export function groupHeadings<T>({ headings }: PlacedGroups<T>): Partial<Annotation>[] {
  return headings.map(({ text, y }) => ({
    text: `<b>${text}</b>`,
    x: 1,
    xref: 'paper',
    xanchor: 'right',
    y,
    yref: 'y',
    yanchor: 'middle',
    align: 'right',
    showarrow: false,
    font: { size: 13, color: INK },
  }));
}

/** A line above each group but the first. */
export function groupDividers<T>({ headings }: PlacedGroups<T>): Partial<Shape>[] {
  return headings.slice(1).map(({ top }) => ({
    type: 'line',
    xref: 'paper',
    x0: 0,
    x1: 1,
    y0: top,
    y1: top,
    line: { color: GRID, width: 1 },
    layer: 'below',
  }));
}
