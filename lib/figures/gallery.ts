import type { Annotation } from 'plotly.js-dist';
import type { DisagreementRow } from '../tables/disagreement-rows';
import { withArticle } from '../tables/format';
import { key } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, methodColor } from './palette';
import { bareAxis, baseLayout } from './theme';
import { type Tile, tileHovers, tileImages } from './tiles';

/** A test image with what the two models say. */
export type GalleryItem = DisagreementRow & {
  /** PNG as a data URI. */
  readonly picture: string;
};

/** Which student stands in the gallery. */
export interface GalleryOptions {
  readonly wrongMethod: 'alone' | 'distilled';
  readonly columns?: number;
}

const ROW_PIXELS = 140;
const PICTURE_SHARE = 0.62;

/** Test images that the teacher gets right and the student wrong, with both answers under each. */
export function gallery(
  items: readonly GalleryItem[],
  { wrongMethod, columns = 4 }: GalleryOptions,
  words: Words = {},
): Figure {
  const [first] = items;
  if (first === undefined) throw new Error('gallery: expected at least one image, got none');
  const rows = Math.ceil(items.length / columns);
  const title =
    words.title ??
    `Where the ${first.wrongModel} is surest and wrong, and the ${first.rightModel} is right`;
  const tiles: Tile[] = items.map((item, at) => ({
    picture: item.picture,
    column: at % columns,
    row: Math.floor(at / columns),
    height: PICTURE_SHARE,
    hover: `test image ${item.image}<br>${item.rightModel}: ${answers(item)[0]}<br>${item.wrongModel}: ${answers(item)[1]}`,
  }));
  return figure(
    {
      name: 'gallery',
      title,
      caption:
        `n = ${items.length} test images, those with the ${first.wrongModel}'s highest probability of a ` +
        'wrong class; under each the class and probability that each model gives. Chosen for being ' +
        'extreme, so they say nothing about how often this happens.',
      alt: `${items.length} photographs with two answers each: ${items
        .map((item) => `${withArticle(item.trueClass)} taken for ${withArticle(item.wrongClass)}`)
        .join(', ')}.`,
      data: [tileHovers(tiles)],
      layout: {
        ...baseLayout(title, {
          height: rows * ROW_PIXELS + 40,
          margin: { l: 8, r: 8, t: 32, b: 0 },
        }),
        xaxis: bareAxis({ range: [0, columns] }),
        yaxis: bareAxis({ range: [rows, 0] }),
        images: tileImages(tiles),
        annotations: [
          legend(first, wrongMethod),
          ...items.map((item, at) => caption(item, { wrongMethod, tile: tiles[at] as Tile })),
        ],
      },
    },
    words,
  );
}

function answers(item: GalleryItem): readonly [string, string] {
  return [
    `${item.trueClass} ${item.rightConfidencePct.toFixed(0)} %`,
    `${item.wrongClass} ${item.wrongConfidencePct.toFixed(0)} %`,
  ];
}

function legend(item: GalleryItem, wrongMethod: 'alone' | 'distilled'): Partial<Annotation> {
  const right = key({ text: `${item.rightModel} (right)`, color: methodColor.teacher, dash: '–' });
  const wrong = key({
    text: `${item.wrongModel} (wrong)`,
    color: methodColor[wrongMethod],
    dash: '–',
  });
  return {
    text: `${right}   ${wrong}`,
    xref: 'paper',
    yref: 'paper',
    x: 0.5,
    y: 1,
    xanchor: 'center',
    yanchor: 'bottom',
    yshift: 8,
    showarrow: false,
    font: { size: 13, color: INK },
  };
}

function caption(
  item: GalleryItem,
  { wrongMethod, tile }: { readonly wrongMethod: 'alone' | 'distilled'; readonly tile: Tile },
): Partial<Annotation> {
  const [right, wrong] = answers(item);
  return {
    text: `${key({ text: right, color: methodColor.teacher, dash: '–' })}<br>${key({
      text: wrong,
      color: methodColor[wrongMethod],
      dash: '–',
    })}`,
    x: tile.column + 0.5,
    y: tile.row + PICTURE_SHARE,
    xanchor: 'center',
    yanchor: 'top',
    align: 'left',
    showarrow: false,
    font: { size: 10.5, color: INK },
  };
}
