import { INK, OFF_SCALE } from './palette';
import { axis } from './theme';

const CELL_PIXELS = 40;

/** How a value for each pair of a true class and another one is shown. */
export interface ClassTable<T> {
  readonly other: (row: T) => string;
  /** Null leaves the cell empty. */
  readonly value: (row: T) => number | null;
  readonly scale: readonly (readonly [number, string])[];
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
    return { z, text };
  };
  const shared = {
    type: 'heatmap',
    x: classes,
    y: classes,
    xgap: 1,
    ygap: 1,
    texttemplate: '%{text}',
    textfont: { size: 11, color: INK },
    showscale: false,
    hoverongaps: false,
    hovertemplate: `${shown.hover}<extra></extra>`,
  } as const;
  const small = { showgrid: false, ticks: '', dtick: 1 } as const;
  const grey: [number, string][] = [
    [0, OFF_SCALE],
    [1, OFF_SCALE],
  ];
  return {
    frame: { height: classes.length * CELL_PIXELS + 110, margin: { l: 90 } },
    data: [
      {
        ...shared,
        ...cells(false),
        colorscale: shown.scale.map(([at, color]): [number, string] => [at, color]),
        zmin: shown.from,
        ...(shown.to === undefined ? {} : { zmax: shown.to }),
      },
      {
        ...shared,
        ...cells(true),
        colorscale: grey,
        hovertemplate: `${shown.diagonalHover ?? shown.hover}<extra></extra>`,
      },
    ],
    layout: {
      xaxis: axis(shown.across, { ...small, tickangle: -45 }),
      yaxis: axis('true class', { ...small, autorange: 'reversed' }),
    },
  };
}
