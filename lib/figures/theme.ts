import type { Layout, LayoutAxis } from 'plotly.js-dist';
import type { Drawing, Figure } from './figure';
import { darkInstead, GRID, INK, MUTED, PAPER } from './palette';

export const fontFamily =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Open Sans', Arial, sans-serif";

/** Width, in CSS pixels, at which pictures are taken and titles are broken. */
export const pictureWidth = 760;

const TITLE_CHARACTERS = 86;

/** Breaks a text into lines of at most `width` characters, between words. */
export function wrapText(text: string, width = TITLE_CHARACTERS): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.pop();
    if (last === undefined) lines.push(word);
    else if (last.length + 1 + word.length <= width) lines.push(`${last} ${word}`);
    else lines.push(last, word);
  }
  return lines.join('<br>');
}

/** How many lines a wrapped text has. */
export function lineCount(text: string): number {
  return text.split('<br>').length;
}

const TITLE_LINE = 22;
const TITLE_SPACE = 22;

/** Height in pixels that the title takes above the figure. */
export function titlePixels(title: string): number {
  return TITLE_SPACE + TITLE_LINE * lineCount(wrapText(title));
}

/** What of the whole figure is decided figure by figure. */
export interface Frame {
  /** Height below the title, in CSS pixels; the width follows the page. */
  readonly height: number;
  /** Space in pixels left, right, between title and panel, and below; left and below grow with labels. */
  readonly margin?: Partial<Readonly<Record<'l' | 'r' | 't' | 'b', number>>>;
}

/**
 * What all figures share: font, title at the upper left, hover in one font, and paper of their own, because dark ink on
 * none cannot be read in JupyterLab's dark theme.
 */
export function baseLayout(title: string, { height, margin = {} }: Frame): Partial<Layout> {
  const text = wrapText(title);
  const above = titlePixels(title);
  // Plotly sets a title of several lines half a line higher for each.
  const titleTop = 14 + (TITLE_LINE / 2) * (lineCount(text) - 1);
  return {
    height: height + above,
    autosize: true,
    font: { family: fontFamily, size: 13, color: INK },
    title: {
      text: `<b>${text}</b>`,
      font: { size: 16 },
      x: 0,
      xref: 'container',
      xanchor: 'left',
      y: 1 - titleTop / (height + above),
      yref: 'container',
      yanchor: 'top',
      pad: { l: 12 },
    },
    paper_bgcolor: PAPER,
    plot_bgcolor: 'rgba(0,0,0,0)',
    margin: { l: 56, r: 16, b: 48, ...margin, t: above + (margin.t ?? 8) },
    showlegend: false,
    hoverlabel: { font: { family: fontFamily, size: 13 } },
  };
}

/** An axis named with quantity and unit. */
export function axis(title: string, more: Partial<LayoutAxis> = {}): Partial<LayoutAxis> {
  return {
    title: { text: title, standoff: 8, font: { size: 13 } },
    automargin: true,
    gridcolor: GRID,
    linecolor: GRID,
    zeroline: false,
    tickfont: { color: MUTED, size: 12 },
    ...more,
  };
}

/** The range of an axis of gains: from the lowest value to the highest, 0 among them, with some room. */
export function gainRange(values: readonly number[]): [number, number] {
  return roomyRange([0, ...values]);
}

/** The range of an axis: from the lowest value to the highest, with a share of that as room at both ends. */
export function roomyRange(values: readonly number[], share = 0.06): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(share * (high - low), 0.1);
  return [low - room, high + room];
}

/** An axis that only carries places, such as the columns of a grid of pictures. */
export function bareAxis(range: [number, number]): Partial<LayoutAxis> {
  return { visible: false, fixedrange: true, showgrid: false, zeroline: false, range };
}

/** The same drawing for dark paper: every colour of `darkInstead` is exchanged, wherever it stands. */
export function inDark({ data, layout }: Drawing): Drawing {
  const text = JSON.stringify({ data, layout });
  return JSON.parse(text.replace(/#[0-9a-f]{6}\b/g, (color) => darkInstead[color] ?? color));
}

/** The drawing for a page that prints the title itself, above the figure: lower by the title's height. */
export function withoutTitle({ title, data, layout }: Figure): Drawing {
  const { title: _, ...rest } = layout;
  const above = titlePixels(title);
  const margin = { ...layout.margin, t: (layout.margin?.t ?? above) - above };
  return { data, layout: { ...rest, margin, height: (layout.height ?? above) - above } };
}
