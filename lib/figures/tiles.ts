import { marks } from './marks';
import { bareAxis } from './theme';

/** A picture at a place of a grid whose columns and rows are counted from 0 at the upper left. */
export interface Tile {
  /** PNG as a data URI. */
  readonly picture: string;
  readonly column: number;
  readonly row: number;
  /** What hovering says. */
  readonly hover: string;
  /** Share of the cell's height that the picture takes, from the top; all but a gap unless told. */
  readonly height?: number;
}

/** A grid of pictures, each of which keeps its shape, however wide the page, and tells on hovering what it is. */
export function tileGrid(tiles: readonly Tile[], columns: number, rows: number) {
  const points = tiles.map(({ column, row, hover }) => {
    return { x: column + 0.5, y: row + 0.5, text: hover };
  });
  const unseen = marks(points, { hover: '%{text}', marker: { size: 32, opacity: 0 } });
  const centre = { xref: 'x', yref: 'y', xanchor: 'center', yanchor: 'middle' } as const;
  const images = tiles.map(({ picture: source, column, row, height }) => {
    const y = row + (height === undefined ? 0.5 : height / 2);
    const size = { sizex: 0.94, sizey: height ?? 0.94, sizing: 'contain' } as const;
    return { source, ...centre, x: column + 0.5, y, ...size, layer: 'above' as const };
  });
  const [xaxis, yaxis] = [bareAxis([0, columns]), bareAxis([rows, 0])];
  return { data: [unseen], layout: { xaxis, yaxis, images } };
}
