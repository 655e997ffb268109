import type { Annotation } from 'plotly.js-dist';
import { withArticle } from '../tables/format';
import type { GalleryRow } from '../tables/gallery-rows';
import { key, keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { INK, methodColor } from './palette';
import { bareAxis, baseLayout } from './theme';
import { type Tile, tileHovers, tileImages } from './tiles';

/** A test image with what each model says. */
export interface GalleryImage {
  /** PNG as a data URI. */
  readonly picture: string;
  /** One a model, all of this image. */
  readonly answers: readonly GalleryRow[];
}

const COLUMNS = 4;
const PICTURE_PIXELS = 88;
const LINE_PIXELS = 17;

/** The same test images for all models, under each the class and probability that each model gives. */
export function gallery(images: readonly GalleryImage[], words: Words = {}): Figure {
  const [first] = images;
  if (first === undefined) throw new Error('gallery: expected at least one image, got none');
  const models = first.answers;
  const rows = Math.ceil(images.length / COLUMNS);
  const rowPixels = PICTURE_PIXELS + LINE_PIXELS * models.length + 14;
  const title =
    words.title ?? `Test images that the ${models[0]?.model} gets right and a student not`;
  const tiles = images.map((image, at) => tileOf(image, at, PICTURE_PIXELS / rowPixels));
  return figure(
    {
      name: 'gallery',
      title,
      caption:
        `n = ${images.length} test images, the same for all models: the ${models[0]?.model} is right and another is ` +
        'wrong, most confident mistakes first. Wrong answers are bold. They are extremes, not typical mistakes.',
      alt: `${images.length} photographs with ${models.length} answers each: ${images.map(inWords).join(', ')}.`,
      data: [tileHovers(tiles)],
      layout: {
        ...baseLayout(title, {
          height: rows * rowPixels + 40,
          margin: { l: 8, r: 8, t: 32, b: 0 },
        }),
        xaxis: bareAxis({ range: [0, COLUMNS] }),
        yaxis: bareAxis({ range: [rows, 0] }),
        images: tileImages(tiles),
        annotations: [
          keyLine(models.map(({ model, method }) => ({ text: model, color: methodColor[method] }))),
          ...images.map((image, at) => caption(image, tiles[at] as Tile)),
        ],
      },
      rows: images.flatMap(({ answers }) => answers),
    },
    words,
  );
}

function tileOf({ picture, answers }: GalleryImage, at: number, height: number): Tile {
  const said = answers.map((answer) => `${answer.model}: ${inShort(answer)}`);
  const [first] = answers;
  return {
    picture,
    column: at % COLUMNS,
    row: Math.floor(at / COLUMNS),
    height,
    hover: [`test image ${first?.image}: ${first?.trueClass}`, ...said].join('<br>'),
  };
}

function inShort({ predictedClass, confidencePct }: GalleryRow): string {
  return `${predictedClass} ${confidencePct.toFixed(0)} %`;
}

function inWords({ answers }: GalleryImage): string {
  const wrong = answers.filter(({ right }) => !right);
  const truth = withArticle(answers[0]?.trueClass ?? '');
  const mistakes = wrong.map(({ model, predictedClass }) => `${predictedClass} (${model})`);
  return `${truth} taken for ${mistakes.join(' and ')}`;
}

function caption({ answers }: GalleryImage, tile: Tile): Partial<Annotation> {
  const lines = answers.map((answer) => {
    const text = answer.right ? inShort(answer) : `<b>${inShort(answer)}</b>`;
    return key({ text, color: methodColor[answer.method] });
  });
  return {
    text: lines.join('<br>'),
    x: tile.column + 0.5,
    y: tile.row + (tile.height ?? 1),
    xanchor: 'center',
    yanchor: 'top',
    align: 'left',
    showarrow: false,
    font: { size: 11, color: INK },
  };
}
