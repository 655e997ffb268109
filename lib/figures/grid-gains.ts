import type { Data, LayoutAxis, Shape } from 'plotly.js-dist';
import { formatNumber, formatSigned } from '../tables/format';
import type { GridRow } from '../tables/grid-rows';
import { groupsBy } from '../tables/groups';
import { type Figure, figure, type Words } from './figure';
import { heatMap } from './marks';
import { note } from './notes';
import { divergingScale, INK, MUTED, ORIGINAL_SYMBOL } from './palette';
import { runsOf } from './row-panel';
import { axis } from './theme';

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
export function gridGains(rows: readonly GridRow[], marked: GridMarks, words: Words = {}): Figure {
  const { original, chosen } = marked;
  const [temperatures, softWeights] = [valuesOf(rows, 'temperature'), valuesOf(rows, 'softWeight')];
  const cells = rows.map((row): Cell => {
    const [x, y] = [temperatures.indexOf(row.temperature), softWeights.indexOf(row.softWeight)];
    return { ...row, x, y, mark: row.cell === original ? `${ORIGINAL_SYMBOL} ` : '' };
  });
  const runs = rows.reduce((sum, { n }) => sum + n, 0);
  return figure(words, {
    name: 'grid-gains',
    title: 'Gain over the student alone by temperature and soft weight',
    caption:
      `n = ${runs} pairs of runs, as many per cell as it says: mean gain on the validation images ± ` +
      'standard deviation over seeds. No colour: no gain; dashed and empty: no run yet. ' +
      `${ORIGINAL_SYMBOL}: the original report's cell.` +
      (chosen === undefined ? '' : ' Heavy frame: the chosen cell.'),
    alt: `Heat map of gains by temperature and soft weight. ${inWords(rows)}`,
    frame: { height: softWeights.length * CELL_PIXELS + 72 },
    data: [heat(cells)],
    layout: {
      xaxis: valueAxis('temperature T', temperatures),
      yaxis: valueAxis('soft weight', softWeights),
      shapes: cells.flatMap((cell) => frames(cell, marked)),
      annotations: cells
        .filter(({ n }) => n === 0)
        .map(({ mark, x, y }) => note(`${mark}no run`, { x, y, size: 11, color: MUTED })),
    },
    rows,
  });
}

/** A row in its column and line, counted from 0 at the lower left; the mark of the original report's cell. */
interface Cell extends GridRow {
  readonly x: number;
  readonly y: number;
  readonly mark: string;
}

function valuesOf(rows: readonly GridRow[], side: 'temperature' | 'softWeight'): number[] {
  return [...new Set(rows.map((row) => row[side]))].sort((a, b) => a - b);
}

function valueAxis(title: string, values: readonly number[]): Partial<LayoutAxis> {
  return axis(title, {
    showgrid: false,
    ticks: '',
    tickvals: [...values.keys()],
    ticktext: values.map(String),
    range: [-0.5, values.length - 0.5],
  });
}

function heat(cells: readonly Cell[]): Partial<Data> {
  const inOrder = [...cells].sort((a, b) => a.y - b.y || a.x - b.x);
  const lines = [...groupsBy(inOrder, ({ y }) => y).values()];
  const table = <T>(value: (cell: Cell) => T) => lines.map((line) => line.map(value));
  const most = Math.max(LEAST_SCALE_PTS, ...cells.map(({ gainPts }) => Math.abs(gainPts ?? 0)));
  const inCells = {
    x: [...(lines[0] ?? []).keys()],
    y: [...lines.keys()],
    z: table(({ gainPts }) => gainPts),
    text: table(text),
  };
  return heatMap(inCells, {
    hover: '%{customdata}: %{z:+.2f} points',
    scale: divergingScale,
    name: 'gain (points)',
    textfont: { size: 12, color: INK },
    customdata: table(({ cell }) => cell),
    xgap: 4,
    ygap: 4,
    zmin: -most,
    zmax: most,
    showscale: true,
    colorbar: {
      title: { text: 'gain<br>(points)', font: { size: 12 } },
      thickness: 12,
      len: 0.9,
      outlinewidth: 0,
      tickformat: '+.2~f',
      labelalias: { '+0': '0' },
      tickfont: { color: MUTED, size: 11 },
    },
  });
}

function text({ gainPts, sdPts, n, planned, mark }: Cell): string {
  if (gainPts === null) return '';
  const spread = sdPts === null ? '' : `± ${formatNumber(sdPts)}<br>`;
  return `${mark}<b>${formatSigned(gainPts)}</b><br>${spread}${runsOf(n, planned)}`;
}

function frames({ x, y, cell, n }: Cell, { original, chosen }: GridMarks): Partial<Shape>[] {
  const [x0, x1, y0, y1] = [x - 0.47, x + 0.47, y - 0.46, y + 0.46];
  const frame = (line: NonNullable<Shape['line']>): Partial<Shape>[] => [
    { type: 'rect', x0, x1, y0, y1, line, fillcolor: 'rgba(0,0,0,0)' },
  ];
  if (cell === chosen) return frame({ color: INK, width: 4 });
  if (cell === original) return frame({ color: INK, width: 1.5 });
  return n === 0 ? frame({ color: MUTED, width: 1, dash: 'dot' }) : [];
}

/** Each temperature's cells; cells of different n are not ranked against each other. */
function inWords(rows: readonly GridRow[]): string {
  const there = rows.flatMap(({ cell, gainPts, n }) =>
    gainPts === null ? [] : [`${cell}: ${formatSigned(gainPts)} (n = ${n})`],
  );
  return there.length === 0 ? 'No cell has a run yet.' : `${there.join('; ')}.`;
}
