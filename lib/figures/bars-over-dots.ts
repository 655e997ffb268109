import type { Layout } from 'plotly.js-dist';
import { INK } from './palette';
import { axis } from './theme';

/** Bars above and, where seeds are shown, dots below: one line of each for each label. */
export interface Lines {
  /** The quantity with its unit, such as `test accuracy (%)`. */
  readonly quantity: string;
  /** The axis of the bars. */
  readonly bars: readonly [number, number];
  /** What stands before each line of dots; undefined where there are no dots. */
  readonly dotLabels: readonly string[] | undefined;
  readonly count: number;
  /** Every value that the lower panel has to hold. */
  readonly dotValues: readonly number[];
}

/** Height of a line where there are only bars. */
const ROW_PIXELS = 66;
/** Where both are drawn: what a line of bars and a line of dots takes beside its label. */
const BAR_PIXELS = 14;
const DOT_PIXELS = 26;
const TEXT_PIXELS = 16;
/** For the axis between the panels. */
const BETWEEN_PIXELS = 74;

/** Height of all panels together, in CSS pixels. */
export function panelPixels(lines: Lines): number {
  const { above, below } = heights(lines);
  return below === 0 ? above : above + BETWEEN_PIXELS + below;
}

/** The axes: bars on x and y, dots on x2 and y2, where line 0 is at 0. */
export function barAndDotAxes(lines: Lines): Partial<Layout> {
  const { quantity, bars, dotLabels } = lines;
  const { above, below } = heights(lines);
  const total = panelPixels(lines);
  const category = { showgrid: false, tickfont: { color: INK, size: 13 } };
  const upper = {
    xaxis: axis(quantity, { range: [...bars], anchor: 'y' }),
    yaxis: axis('', { ...category, autorange: 'reversed', domain: [1 - above / total, 1] }),
  };
  if (dotLabels === undefined) return upper;
  return {
    ...upper,
    xaxis2: axis(`${quantity}, magnified: a dot is a seed`, { range: reach(lines), anchor: 'y2' }),
    yaxis2: axis('', {
      ...category,
      domain: [0, below / total],
      range: [lines.count - 0.5, -0.5],
      tickvals: [...dotLabels.keys()],
      ticktext: [...dotLabels],
    }),
  };
}

function heights({ count, dotLabels }: Lines): { above: number; below: number } {
  if (dotLabels === undefined) return { above: count * ROW_PIXELS, below: 0 };
  const text = TEXT_PIXELS * Math.max(...dotLabels.map((one) => one.split('<br>').length));
  return { above: count * (BAR_PIXELS + text), below: count * (DOT_PIXELS + text) };
}

/** From the lowest value to the highest, with room for a mark on each side. */
function reach({ dotValues }: Lines): [number, number] {
  const [low, high] = [Math.min(...dotValues), Math.max(...dotValues)];
  const room = Math.max(0.05 * (high - low), 0.1);
  return [low - room, high + room];
}
