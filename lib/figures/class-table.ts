import type { Drawing } from './figure';
import { INK, OFF_SCALE } from './palette';
import { axis, baseLayout } from './theme';

const CELL_PIXELS = 40;

type Values = readonly (readonly (number | null)[])[];

/** A value for each pair of a true class and another one. */
export interface ClassTable {
  readonly classes: readonly string[];
  /** Off the diagonal, which is null: [true class][other class]. */
  readonly others: Values;
  /** On the diagonal; all others are null. */
  readonly diagonal: Values;
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
  readonly title: string;
}

/** True classes downwards, other classes across; a colour scale for what is off the diagonal, grey on it. */
export function classTable(shown: ClassTable): Drawing {
  const { classes, others, diagonal, scale, from, to, format = String } = shown;
  const names = [...classes];
  const shared = {
    type: 'heatmap',
    x: names,
    y: names,
    xgap: 1,
    ygap: 1,
    texttemplate: '%{text}',
    textfont: { size: 11, color: INK },
    showscale: false,
    hoverongaps: false,
    hovertemplate: `${shown.hover}<extra></extra>`,
  } as const;
  const small = { showgrid: false, ticks: '', dtick: 1 } as const;
  return {
    data: [
      {
        ...shared,
        ...written(others, format),
        colorscale: scale.map(([at, color]): [number, string] => [at, color]),
        zmin: from,
        ...(to === undefined ? {} : { zmax: to }),
      },
      {
        ...shared,
        ...written(diagonal, format),
        colorscale: [
          [0, OFF_SCALE],
          [1, OFF_SCALE],
        ],
        hovertemplate: `${shown.diagonalHover ?? shown.hover}<extra></extra>`,
      },
    ],
    layout: {
      ...baseLayout(shown.title, {
        height: classes.length * CELL_PIXELS + 110,
        margin: { l: 90 },
      }),
      xaxis: axis(shown.across, { ...small, tickangle: -45 }),
      yaxis: axis('true class', { ...small, autorange: 'reversed' }),
    },
  };
}

function written(values: Values, format: (value: number) => string) {
  return {
    z: values.map((row) => [...row]),
    text: values.map((row) => row.map((value) => (value === null ? '' : format(value)))),
  };
}
