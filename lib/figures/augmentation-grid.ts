import { type Figure, figure, type Words } from './figure';
import { note } from './notes';
import { MUTED } from './palette';
import { type Tile, tileGrid } from './tiles';

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
/** Where the views begin: beside the image and a gap. */
const FIRST_VIEW = 1.25;

/** Each image beside views of it. */
export function augmentationGrid(rows: readonly AugmentationRow[], words: Words = {}): Figure {
  const views = Math.max(...rows.map((row) => row.views.length));
  const tiles: Tile[] = rows.flatMap(({ className, original, views: shown }, row) => [
    { picture: original, column: 0, row, hover: `${className}, the image itself` },
    ...shown.map(({ picture, description }, at) => {
      return { picture, column: at + FIRST_VIEW, row, hover: `${className}, ${description}` };
    }),
  ]);
  const above = { xref: 'x', xanchor: 'center', yref: 'paper', y: 1, yanchor: 'bottom' } as const;
  const classes = rows.map(({ className }) => className).join(', ');
  const { data, layout } = tileGrid(tiles, views + FIRST_VIEW, rows.length);
  return figure(words, {
    name: 'augmentation-grid',
    title: 'Training sees each image shifted and mirrored, hardly ever the image itself',
    caption: `n = ${rows.length} training images, each with ${views} randomly drawn views.`,
    alt: `${rows.length} photographs (${classes}), each followed by ${views} shifted or mirrored versions of itself.`,
    frame: { height: rows.length * ROW_PIXELS + 36, margin: { l: 8, r: 8, t: 26, b: 4 } },
    data,
    layout: {
      ...layout,
      annotations: [
        note('image', { ...above, x: 0.5 }),
        note('views that training may see', { ...above, x: FIRST_VIEW + views / 2, color: MUTED }),
      ],
    },
    rows: rows.flatMap(({ className, image, views: shown }) =>
      shown.map(({ description }, at) => ({ className, image, view: at + 1, description })),
    ),
  });
}
