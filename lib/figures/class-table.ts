import { heatMap } from './marks';
import { OFF_SCALE, type Scale } from './palette';
import { axis } from './theme';

const CELL_PIXELS = 40;

/** How a value for each pair of a true class and another one is shown. */
export interface ClassTable<T> {
  readonly other: (row: T) => string;
  /** Null leaves the cell empty. */
  readonly value: (row: T) => number | null;
  readonly scale: Scale;
  /** The ends of the colour scale; the upper one is the largest value unless told. */
  readonly from: number;
  readonly to?: number;
  /** How a value is written; in full unless told. */
  readonly format?: (value: number) => string;
  readonly hover: string;
  /** The same unless told. */
  readonly diagonalHover?: string;
  /** The name of the horizontal axis. */
  readonly across: string;
}

/**
 * True classes downwards, other classes across; a colour scale for what is off the diagonal, grey on it.
 * @param rows one for each pair, true class by true class
 * @returns all of a figure but its words
 */
export function classTable<T extends { readonly trueClass: string }>(
  rows: readonly T[],
  { other, value, format = String, ...shown }: ClassTable<T>,
) {
  const classes = [...new Set(rows.map(({ trueClass }) => trueClass))];
  const cells = (onDiagonal: boolean) => {
    const z = classes.map((truth) =>
      rows
        .filter(({ trueClass }) => trueClass === truth)
        .map((row) => ((other(row) === truth) === onDiagonal ? value(row) : null)),
    );
    const text = z.map((line) => line.map((cell) => (cell === null ? '' : format(cell))));
    return { x: classes, y: classes, z, text };
  };
  const small = { showgrid: false, ticks: '', dtick: 1 } as const;
  const grey: Scale = [
    [0, OFF_SCALE],
    [1, OFF_SCALE],
  ];
  const { hover, diagonalHover = hover, scale, from, to } = shown;
  return {
    frame: { height: classes.length * CELL_PIXELS + 110, margin: { l: 90 } },
    data: [
      heatMap(cells(false), {
        hover,
        scale,
        zmin: from,
        ...(to === undefined ? {} : { zmax: to }),
      }),
      heatMap(cells(true), { hover: diagonalHover, scale: grey }),
    ],
    layout: {
      xaxis: axis(shown.across, { ...small, tickangle: -45 }),
      yaxis: axis('true class', { ...small, autorange: 'reversed' }),
    },
  };
}
