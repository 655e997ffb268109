import type { Family } from '../studies/study';
import { marks } from './marks';
import { type dashes, key, note } from './notes';
import { MUTED, methodColor } from './palette';
import { axis, lineCount, roomyRange, wrapText } from './theme';

const PANEL_PIXELS = 300;
const LABEL_CHARACTERS = 16;
/** Share of the values' range that an axis shows beyond them. */
const ROOM = 0.08;

/** Accuracies of one method against what they cost. */
export interface CostLine {
  /** Written at its end. */
  readonly name: string;
  readonly method: Family;
  readonly dash: (typeof dashes)[number];
  readonly points: readonly {
    /** The cost. */
    readonly x: number;
    /** The accuracy, in %. */
    readonly y: number;
    /** What hovering calls it. */
    readonly text: string;
    /** Written below the points of the student alone. */
    readonly label: string;
  }[];
}

/** The axes of `costLines`. */
export interface CostAxes {
  readonly x: string;
  /** Costs that are named on the log scale. */
  readonly ticks: readonly number[];
  readonly y: string;
  /** What hovering says, in Plotly's words. */
  readonly hover: string;
}

/**
 * Accuracy against cost on a log scale, a line each method.
 * @returns all of a figure but its words and rows
 */
export function costLines(lines: readonly CostLine[], { x, ticks, y, hover }: CostAxes) {
  const drawn = lines.flatMap(({ points }) => points);
  const costs = drawn.map((point) => Math.log10(point.x));
  const accuracies = drawn.map((point) => point.y);
  return {
    frame: { height: PANEL_PIXELS + 80, margin: { r: 130 } },
    data: lines.map(({ name, method, dash: { dash }, points }) => {
      const color = methodColor[method];
      const look = { line: { color, width: 2, dash }, marker: { color, size: 7 } };
      return marks(points, { mode: 'lines+markers', name, ...look, hover });
    }),
    layout: {
      xaxis: axis(x, {
        type: 'log',
        range: roomyRange(costs, ROOM),
        tickvals: [...ticks],
        ticktext: ticks.map(String),
        showgrid: false,
      }),
      yaxis: axis(y, { range: roomyRange(accuracies, ROOM) }),
      annotations: [
        ...lines.flatMap(nameAtEnd),
        ...(lines.find(({ method }) => method === 'alone')?.points ?? []).map((point) => {
          const below = { xanchor: 'left', xshift: 2, yanchor: 'top', yshift: -1 } as const;
          const place = { x: Math.log10(point.x), y: point.y, ...below };
          return note(point.label, { ...place, size: 11, color: MUTED });
        }),
      ],
    },
  };
}

function nameAtEnd({ name, method, dash, points }: CostLine) {
  const [end] = points.slice(-1).map(({ x, y }) => ({ x: Math.log10(x), y }));
  const text = wrapText(name, LABEL_CHARACTERS);
  const label = key({ text, color: methodColor[method], dash: dash.text });
  const yanchor = lineCount(text) > 1 ? 'middle' : 'bottom'; // two lines would leave the figure
  return note(label, { ...end, xanchor: 'left', xshift: 10, yanchor, align: 'left' });
}
