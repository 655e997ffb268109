import type { Annotation, Shape } from 'plotly.js-dist';
import { INK } from './palette';

/** Where a note stands, and its font where it is not the usual one. */
interface NotePlace extends Partial<Annotation> {
  readonly size?: number;
  readonly color?: string;
}

/** A text on the figure. */
export function note(
  text: string,
  { size = 12, color = INK, ...place }: NotePlace,
): Partial<Annotation> {
  return { text, ...place, showarrow: false, font: { size, color } };
}

/** A name and what it is the name of: a sign such as a dash in the mark's colour. */
export interface Key {
  readonly text: string;
  readonly color?: string;
  /** A dash unless told. */
  readonly dash?: string;
}

/** How lines are drawn, and the same in text. */
export const dashes = [
  { dash: 'solid', text: '—' },
  { dash: 'dash', text: '– –' },
  { dash: 'dot', text: '···' },
] as const;

/** A name with its sign before it, as HTML. */
export function key({ text, color = INK, dash = '—' }: Key): string {
  return `<span style="color:${color}"><b>${dash}</b></span> ${text}`;
}

/** A line of keys above the panel, at its right end: for marks that cannot be named in place. */
export function keyLine(keys: readonly Key[], yshift = 4): Partial<Annotation> {
  const place = { x: 1, xref: 'paper', xanchor: 'right' } as const;
  const above = { y: 1, yref: 'paper', yanchor: 'bottom', yshift } as const;
  return note(keys.map(key).join('   '), { ...place, ...above });
}

type Line = NonNullable<Shape['line']>;

/** A line from the left edge of the figure to the right, behind the data. */
export function lineAcross(y: number, line: Line, panel: Partial<Shape> = {}): Partial<Shape> {
  const place = { xref: 'paper', x0: 0, x1: 1, y0: y, y1: y } as const;
  return { type: 'line', ...place, ...panel, line, layer: 'below' };
}

/** A line from the bottom of the figure to the top, behind the data. */
export function lineUp(x: number, line: Line): Partial<Shape> {
  const place = { x0: x, x1: x, yref: 'paper', y0: 0, y1: 1 } as const;
  return { type: 'line', ...place, line, layer: 'below' };
}
