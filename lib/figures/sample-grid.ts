import { type Figure, figure, type Words } from './figure';
import { axis, bareAxis, baseLayout } from './theme';
import { type Tile, tileHovers, tileImages } from './tiles';

/** Images of one class. */
export interface SampleRow {
  readonly className: string;
  /** As many in each row. */
  readonly images: readonly {
    /** Number of the image in its set, from 0. */
    readonly image: number;
    /** PNG as a data URI. */
    readonly picture: string;
  }[];
}

const ROW_PIXELS = 52;

/** A line of pictures for each class. */
export function sampleGrid(rows: readonly SampleRow[], words: Words = {}): Figure {
  const columns = Math.max(...rows.map((row) => row.images.length));
  const title =
    words.title ?? `${rows.length} classes of 32 × 32 pixels, hard to tell apart at this size`;
  const tiles: Tile[] = rows.flatMap(({ className, images }, row) =>
    images.map(({ image, picture }, column) => ({
      picture,
      column,
      row,
      hover: `${className}, image ${image}`,
    })),
  );
  return figure(
    {
      name: 'sample-grid',
      title,
      caption: `n = ${tiles.length} training images, the first ${columns} of each class.`,
      alt: `A grid of ${tiles.length} small photographs, one row a class: ${rows
        .map((row) => row.className)
        .join(', ')}.`,
      data: [tileHovers(tiles)],
      layout: {
        ...baseLayout(title, {
          height: rows.length * ROW_PIXELS + 16,
          margin: { l: 80, r: 8, b: 8 },
        }),
        xaxis: bareAxis({ range: [0, columns] }),
        yaxis: axis('', {
          range: [rows.length, 0],
          fixedrange: true,
          showgrid: false,
          showline: false,
          tickmode: 'array',
          tickvals: rows.map((_, row) => row + 0.5),
          ticktext: rows.map((row) => row.className),
        }),
        images: tileImages(tiles),
      },
      rows: rows.flatMap(({ className, images }) =>
        images.map(({ image }, column) => ({ className, column: column + 1, image })),
      ),
    },
    words,
  );
}
