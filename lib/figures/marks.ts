import type { BarData, Dash, Data, HeatmapData, ScatterData } from 'plotly.js-dist';
import { INK, type Scale } from './palette';

/** A place in a panel, and what hovering calls it. */
export interface Point {
  readonly x: number | null;
  readonly y: number | null;
  readonly text?: string;
}

/** Ends one line, so that the next point begins another. */
export const gap: Point = { x: null, y: null };

/** How a trace looks; `hover` is all that hovering says, in Plotly's words (`%{x:.2f} %`). */
type Look<T> = Partial<T> & { readonly hover?: string };

/** A trace of points: dots, or the line that `mode` asks for. */
export function marks(
  points: readonly Point[],
  { hover, ...look }: Look<ScatterData>,
): Partial<Data> {
  return {
    type: 'scatter',
    mode: 'markers',
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    ...(hover?.includes('%{text}') ? { text: points.map(({ text = '' }) => text) } : {}),
    ...(hover === undefined ? {} : { hovertemplate: `${hover}<extra></extra>` }),
    ...look,
  };
}

/** A bar to the right, and the number at its end. */
export interface Bar {
  readonly x: number;
  readonly y: number | string;
  readonly text: string;
}

/** Bars from 0 to the right. */
export function bars(bars: readonly Bar[], { hover, ...look }: Look<BarData>): Partial<Data> {
  return {
    type: 'bar',
    orientation: 'h',
    x: bars.map(({ x }) => x),
    y: bars.map(({ y }) => y),
    text: bars.map(({ text }) => text),
    textposition: 'outside',
    cliponaxis: false,
    hovertemplate: `${hover}<extra></extra>`,
    ...look,
  };
}

/** Cells line by line, and what is written into each. */
export interface Cells {
  readonly x: readonly (string | number)[];
  readonly y: readonly (string | number)[];
  readonly z: readonly (readonly (number | null)[])[];
  readonly text: readonly (readonly string[])[];
}

/** Coloured cells that say their values; empty where there is none. */
export function heatMap(
  { x, y, z, text }: Cells,
  { hover, scale, ...look }: Look<HeatmapData> & { readonly scale: Scale },
): Partial<Data> {
  return {
    type: 'heatmap',
    x: [...x],
    y: [...y],
    z: z.map((line) => [...line]),
    text: text.map((line) => [...line]),
    texttemplate: '%{text}',
    textfont: { size: 11, color: INK },
    colorscale: scale.map(([at, color]): [number, string] => [at, color]),
    xgap: 1,
    ygap: 1,
    showscale: false,
    hoverongaps: false,
    hovertemplate: `${hover}<extra></extra>`,
    ...look,
  };
}

/** Thin lines to both sides of marks, from each one's lowest value to its highest; `width` is that of their ends. */
export function errorBars(
  ranges: readonly { readonly low: number; readonly value: number; readonly high: number }[],
  { color, width }: { readonly color: string; readonly width: number },
) {
  return {
    type: 'data' as const,
    symmetric: false,
    array: ranges.map(({ value, high }) => high - value),
    arrayminus: ranges.map(({ value, low }) => value - low),
    color,
    thickness: 1.5,
    width,
  };
}

/** The edges of a band, the lower one first, and its colour as #rrggbb; a dash gives the edges thin lines. */
interface BandLook extends Pick<ScatterData, 'xaxis' | 'yaxis'> {
  readonly names: readonly [string, string];
  readonly color: string;
  readonly dash?: Dash;
}

/** A band, filled so lightly that what lies behind shows through. */
export function band(
  rows: readonly { readonly x: number; readonly low: number; readonly high: number }[],
  { names, color, dash, xaxis = 'x', yaxis = 'y' }: BandLook,
): Partial<Data>[] {
  const edge = {
    mode: 'lines',
    xaxis,
    yaxis,
    hoverinfo: 'skip',
    line: dash === undefined ? { width: 0, color } : { width: 0.8, color, dash },
  } as const;
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const low = rows.map(({ x, low: y }) => ({ x, y }));
  const high = rows.map(({ x, high: y }) => ({ x, y }));
  const fillcolor = `rgba(${channels.join(', ')}, 0.2)`;
  return [
    marks(low, { ...edge, name: names[0] }),
    marks(high, { ...edge, name: names[1], fill: 'tonexty', fillcolor }),
  ];
}
