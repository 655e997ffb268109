import { type Figure, figure, type Words } from './figure';
import { INK, MUTED } from './palette';
import { bareAxis, baseLayout } from './theme';
import { type Tile, tileHovers, tileImages } from './tiles';

/** An image and some of the views that augmentation makes of it. */
export interface AugmentationRow {
  readonly className: string;
  /** Number of the image in its set, from 0. */
  readonly image: number;
  /** PNG as a data URI. */
  readonly original: string;
  readonly views: readonly { readonly picture: string; readonly description: string }[];
}

const ROW_PIXELS = 66;

/** Each image beside views of it. */
export function augmentationGrid(rows: readonly AugmentationRow[], words: Words = {}): Figure {
  const views = Math.max(...rows.map((row) => row.views.length));
  const title =
    words.title ?? 'Training sees each image shifted and mirrored, hardly ever the image itself';
  const tiles: Tile[] = rows.flatMap(({ className, original, views: shown }, row) => [
    { picture: original, column: 0, row, hover: `${className}, the image itself` },
    ...shown.map(({ picture, description }, index) => ({
      picture,
      column: index + 1.25,
      row,
      hover: `${className}, ${description}`,
    })),
  ]);
  const heading = { xref: 'x', yref: 'paper', y: 1, yanchor: 'bottom', showarrow: false } as const;
  return figure(
    {
      name: 'augmentation-grid',
      title,
      caption: `n = ${rows.length} training images, each with ${views} randomly drawn views.`,
      alt: `${rows.length} photographs (${rows
        .map((row) => row.className)
        .join(', ')}), each followed by ${views} shifted or mirrored versions of itself.`,
      data: [tileHovers(tiles)],
      layout: {
        ...baseLayout(title, {
          height: rows.length * ROW_PIXELS + 36,
          margin: { l: 8, r: 8, t: 26, b: 4 },
        }),
        xaxis: bareAxis({ range: [0, views + 1.25] }),
        yaxis: bareAxis({ range: [rows.length, 0] }),
        images: tileImages(tiles),
        annotations: [
          { ...heading, text: 'image', x: 0.5, xanchor: 'center', font: { size: 12, color: INK } },
          {
            ...heading,
            text: 'views that training may see',
            x: 1.25 + views / 2,
            xanchor: 'center',
            font: { size: 12, color: MUTED },
          },
        ],
      },
      rows: rows.flatMap(({ className, image, views: shown }) =>
        shown.map(({ description }, at) => ({ className, image, view: at + 1, description })),
      ),
    },
    words,
  );
}
