import { type Figure, figure, type Words } from './figure';
import { axis, bareAxis, baseLayout } from './theme';
import { type Tile, tileHovers, tileImages } from './tiles';

/** Pictures of one class. */
export interface SampleRow {
  readonly className: string;
  /** PNGs as data URIs, as many in each row. */
  readonly pictures: readonly string[];
}

const ROW_PIXELS = 52;

/** A line of pictures for each class. */
export function sampleGrid(rows: readonly SampleRow[], words: Words = {}): Figure {
  const columns = Math.max(...rows.map((row) => row.pictures.length));
  const title =
    words.title ?? `${rows.length} classes of 32 × 32 pixels, hard to tell apart at this size`;
  const tiles: Tile[] = rows.flatMap(({ className, pictures }, row) =>
    pictures.map((picture, column) => ({ picture, column, row, hover: className })),
  );
  return figure(
    {
      name: 'sample-grid',
      title,
      caption: `n = ${tiles.length} training images, ${columns} a class, drawn by chance.`,
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
    },
    words,
  );
}
