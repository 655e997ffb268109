import { type Figure, figure, type Words } from './figure';
import { axis } from './theme';
import { type Tile, tileGrid } from './tiles';

/** Images of one class. */
export interface SampleRow {
  readonly className: string;
  /** As many in each row: the number in its set, from 0, and a PNG as a data URI. */
  readonly images: readonly { readonly image: number; readonly picture: string }[];
}

const ROW_PIXELS = 52;

/** A line of pictures for each class. */
export function sampleGrid(rows: readonly SampleRow[], words: Words = {}): Figure {
  const columns = Math.max(...rows.map((row) => row.images.length));
  const classes = rows.map(({ className }) => className);
  const tiles: Tile[] = rows.flatMap(({ className, images }, row) =>
    images.map(({ image, picture }, column) => {
      return { picture, column, row, hover: `${className}, image ${image}` };
    }),
  );
  const { data, layout } = tileGrid(tiles, columns, rows.length);
  return figure(words, {
    name: 'sample-grid',
    title: `${rows.length} classes of 32 × 32 pixels, hard to tell apart at this size`,
    caption: `n = ${tiles.length} training images, the first ${columns} of each class.`,
    alt: `A grid of ${tiles.length} small photographs, one row a class: ${classes.join(', ')}.`,
    frame: { height: rows.length * ROW_PIXELS + 16, margin: { l: 80, r: 8, b: 8 } },
    data,
    layout: {
      ...layout,
      yaxis: axis('', {
        range: [rows.length, 0],
        fixedrange: true,
        showgrid: false,
        showline: false,
        tickmode: 'array',
        tickvals: classes.map((_, row) => row + 0.5),
        ticktext: classes,
      }),
    },
    rows: rows.flatMap(({ className, images }) =>
      images.map(({ image }, column) => ({ className, column: column + 1, image })),
    ),
  });
}
