import type { Annotation, Data, Shape } from 'plotly.js-dist';
import { formatNumber, formatSigned } from '../tables/format';
import type { GridRow } from '../tables/grid-rows';
import { type Figure, figure, type Words } from './figure';
import { divergingScale, INK, MUTED, ORIGINAL_SYMBOL } from './palette';
import { axis, baseLayout } from './theme';

const CELL_PIXELS = 68;
/** Narrower, the scale would paint noise in strong colours. */
const LEAST_SCALE_PTS = 0.5;

/** The cells that are marked, by their names. */
export interface GridMarks {
  /** The cell that the original report trained. */
  readonly original: string;
  /** The cell that the validation images chose; undefined before. */
  readonly chosen?: string;
}

/**
 * The paired gain over the student alone on the validation images, by temperature and soft weight. The colours
 * diverge from 0, the student alone; cells without runs are empty frames.
 */
export function gridGains(
  rows: readonly GridRow[],
  { original, chosen }: GridMarks,
  words: Words = {},
): Figure {
  const title = words.title ?? 'Gain over the student alone by temperature and soft weight';
  const runs = rows.reduce((sum, { n }) => sum + n, 0);
  return figure(
    {
      name: 'grid-gains',
      title,
      caption:
        `n = ${runs} pairs of runs, in each cell as many as it says: mean gain on the validation images ± its ` +
        'standard deviation over seeds. No colour: no gain; dashed and empty: no run yet. ' +
        `${ORIGINAL_SYMBOL}: the original report's cell.` +
        (chosen === undefined ? '' : ' Heavy frame: the chosen cell.'),
      alt: `Heat map of gains by temperature and soft weight. ${inWords(rows)}`,
      data: [heat(rows, original)],
      layout: {
        ...baseLayout(title, { height: valuesOf(rows, 'softWeight').length * CELL_PIXELS + 72 }),
        xaxis: axis('temperature T', {
          showgrid: false,
          ticks: '',
          tickvals: places(rows, 'temperature'),
          ticktext: valuesOf(rows, 'temperature').map(String),
          range: [-0.5, valuesOf(rows, 'temperature').length - 0.5],
        }),
        yaxis: axis('soft weight', {
          showgrid: false,
          ticks: '',
          tickvals: places(rows, 'softWeight'),
          ticktext: valuesOf(rows, 'softWeight').map(String),
          range: [-0.5, valuesOf(rows, 'softWeight').length - 0.5],
        }),
        shapes: rows.flatMap((row) => frames(rows, row, { original, chosen })),
        annotations: rows.filter(({ n }) => n === 0).map((row) => empty(rows, row, original)),
      },
      rows,
    },
    words,
  );
}

type Side = 'temperature' | 'softWeight';

function valuesOf(rows: readonly GridRow[], side: Side): readonly number[] {
  return [...new Set(rows.map((row) => row[side]))].sort((a, b) => a - b);
}

function places(rows: readonly GridRow[], side: Side): number[] {
  return [...valuesOf(rows, side).keys()];
}

function placeOf(rows: readonly GridRow[], row: GridRow): { x: number; y: number } {
  return {
    x: valuesOf(rows, 'temperature').indexOf(row.temperature),
    y: valuesOf(rows, 'softWeight').indexOf(row.softWeight),
  };
}

function heat(rows: readonly GridRow[], original: string): Partial<Data> {
  const table = <T>(value: (row: GridRow) => T, none: T): T[][] =>
    valuesOf(rows, 'softWeight').map((softWeight) =>
      valuesOf(rows, 'temperature').map((temperature) => {
        const row = rows.find(
          (one) => one.temperature === temperature && one.softWeight === softWeight,
        );
        return row === undefined ? none : value(row);
      }),
    );
  const gains = rows.flatMap(({ gainPts }) => gainPts ?? []);
  const most = Math.max(LEAST_SCALE_PTS, ...gains.map(Math.abs));
  return {
    type: 'heatmap',
    name: 'gain (points)',
    x: places(rows, 'temperature'),
    y: places(rows, 'softWeight'),
    z: table((row) => row.gainPts, null),
    text: table((row) => text(row, original), ''),
    texttemplate: '%{text}',
    textfont: { size: 12, color: INK },
    customdata: table((row) => row.cell, ''),
    xgap: 4,
    ygap: 4,
    hoverongaps: false,
    hovertemplate: '%{customdata}: %{z:+.2f} points<extra></extra>',
    zmin: -most,
    zmax: most,
    colorscale: divergingScale.map(([at, color]): [number, string] => [at, color]),
    colorbar: {
      title: { text: 'gain<br>(points)', font: { size: 12 } },
      thickness: 12,
      len: 0.9,
      outlinewidth: 0,
      tickformat: '+.2~f',
      tickfont: { color: MUTED, size: 11 },
    },
  } as Partial<Data>;
}

function text(row: GridRow, original: string): string {
  if (row.gainPts === null) return '';
  const mark = row.cell === original ? `${ORIGINAL_SYMBOL} ` : '';
  const spread = row.sdPts === null ? '' : `± ${formatNumber(row.sdPts)}<br>`;
  const runs = row.n < row.planned ? `n = ${row.n} of ${row.planned}` : `n = ${row.n}`;
  return `${mark}<b>${formatSigned(row.gainPts)}</b><br>${spread}${runs}`;
}

function frames(
  rows: readonly GridRow[],
  row: GridRow,
  { original, chosen }: { readonly original: string; readonly chosen: string | undefined },
): Partial<Shape>[] {
  const { x, y } = placeOf(rows, row);
  const frame = (line: NonNullable<Shape['line']>): Partial<Shape> => ({
    type: 'rect',
    x0: x - 0.47,
    x1: x + 0.47,
    y0: y - 0.46,
    y1: y + 0.46,
    line,
    fillcolor: 'rgba(0,0,0,0)',
  });
  if (row.cell === chosen) return [frame({ color: INK, width: 4 })];
  if (row.cell === original) return [frame({ color: INK, width: 1.5 })];
  return row.n === 0 ? [frame({ color: MUTED, width: 1, dash: 'dot' })] : [];
}

function empty(rows: readonly GridRow[], row: GridRow, original: string): Partial<Annotation> {
  const mark = row.cell === original ? `${ORIGINAL_SYMBOL} ` : '';
  return {
    text: `${mark}no run`,
    ...placeOf(rows, row),
    showarrow: false,
    font: { size: 11, color: MUTED },
  };
}

/** Each temperature's cells; cells of different n are not ranked against each other. */
function inWords(rows: readonly GridRow[]): string {
  const there = rows.filter(({ gainPts }) => gainPts !== null);
  if (there.length === 0) return 'No cell has a run yet.';
  return `${there.map(({ cell, gainPts, n }) => `${cell}: ${formatSigned(gainPts ?? 0)} (n = ${n})`).join('; ')}.`;
}
