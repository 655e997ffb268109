import type { Annotation, LayoutAxis, Shape } from 'plotly.js-dist';
import { GRID, INK, MUTED } from './palette';
import { axis } from './theme';

/** An axis of named rows, the first at the top; row 0 stands at 0, and so on. */
export function rowAxis(labels: readonly string[]): Partial<LayoutAxis> {
  return axis('', {
    range: [labels.length - 0.5, -0.5],
    tickvals: [...labels.keys()],
    ticktext: [...labels],
    tickfont: { color: INK, size: 13 },
    showgrid: false,
  });
}

/** Lines between the rows. */
export function rowDividers(rows: number): Partial<Shape>[] {
  return Array.from({ length: Math.max(rows - 1, 0) }, (_, row) => ({
    type: 'line',
    xref: 'paper',
    x0: 0,
    x1: 1,
    y0: row + 0.5,
    y1: row + 0.5,
    line: { color: GRID, width: 1 },
    layer: 'below',
  }));
}

/** A word in the middle of a row that has nothing to draw. */
export function emptyRow(row: number, text: string): Partial<Annotation> {
  return {
    text,
    x: 0.5,
    xref: 'paper',
    y: row,
    showarrow: false,
    font: { size: 12, color: MUTED },
  };
}
