import type { Data, Layout } from 'plotly.js-dist';
import { marks } from './marks';

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

/** The pictures of a grid; each keeps its shape, however wide the page. */
export function tileImages(tiles: readonly Tile[]): NonNullable<Layout['images']> {
  return tiles.map(({ picture, column, row, height }) => ({
    source: picture,
    xref: 'x',
    yref: 'y',
    x: column + 0.5,
    y: row + (height === undefined ? 0.5 : height / 2),
    sizex: 0.94,
    sizey: height ?? 0.94,
    xanchor: 'center',
    yanchor: 'middle',
    sizing: 'contain',
    layer: 'above',
  }));
}

/** Unseen marks over the pictures, which tell on hovering what each is. */
export function tileHovers(tiles: readonly Tile[]): Partial<Data> {
  const points = tiles.map(({ column, row, hover }) => {
    return { x: column + 0.5, y: row + 0.5, text: hover };
  });
  return marks(points, { hover: '%{text}', marker: { size: 32, opacity: 0 } });
}
