import type { Layout } from 'plotly.js-dist';
import { note } from './notes';
import { rowAxis, rowDivider } from './row-panel';
import { lineCount, wrapText } from './theme';

/** Rows under a common heading. */
export interface RowGroup<T> {
  readonly heading: string;
  readonly rows: readonly T[];
}

const HEADING_CHARACTERS = 54;
/** What a second line of a heading takes, in rows. */
const SECOND_LINE = 0.7;

/** Height of a row or heading, in CSS pixels. */
export const GROUPED_ROW_PIXELS = 25;

/** A row and its middle. */
export interface PlacedRow<T> {
  readonly row: T;
  readonly y: number;
}

/**
 * Puts groups below each other, each under a line of its own for its heading, on an axis that counts rows from the top.
 * @returns headings with the edge above and their middle, rows, and how many rows it all takes
 */
export function placeGroups<T>(groups: readonly RowGroup<T>[]) {
  let count = 0;
  const placed = groups.map(({ heading, rows }) => {
    const text = wrapText(heading, HEADING_CHARACTERS);
    const more = SECOND_LINE * (lineCount(text) - 1);
    const [top, first] = [count, count + (1 + more)];
    count = first + rows.length;
    return {
      heading: { text, top: top - 0.5, y: top + more / 2 },
      rows: rows.map((row, at): PlacedRow<T> => ({ row, y: first + at })),
    };
  });
  return {
    headings: placed.map(({ heading }) => heading),
    rows: placed.flatMap(({ rows }) => rows),
    count,
  };
}

/** The axis of the rows, each with its label, a line above each group but the first, and the headings. */
export function groupedPanel<T>(
  { headings, rows, count }: ReturnType<typeof placeGroups<T>>,
  label: (row: T) => string,
) {
  const labels = rows.map(({ row }) => label(row));
  const tickvals = rows.map(({ y }) => y);
  const yaxis = rowAxis(labels, { range: [count - 0.4, -0.6], tickvals });
  // From the right edge of the panel to the left, where the labels' column is free too: they fit a phone.
  const side = { x: 1, xref: 'paper', xanchor: 'right', align: 'right' } as const;
  const annotations = headings.map(({ text, y }) =>
    note(`<b>${text}</b>`, { ...side, y, yref: 'y', yanchor: 'middle', size: 13 }),
  );
  const shapes = headings.slice(1).map(({ top }) => rowDivider(top));
  return { yaxis, shapes, annotations } satisfies Partial<Layout>;
}
