import { withArticle } from '../tables/format';
import type { GalleryRow } from '../tables/gallery-rows';
import { type Figure, figure, type Words } from './figure';
import { key, keyLine, note } from './notes';
import { methodColor } from './palette';
import { type Tile, tileGrid } from './tiles';

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
  const best = models[0]?.model;
  const rows = Math.ceil(images.length / COLUMNS);
  const rowPixels = PICTURE_PIXELS + LINE_PIXELS * models.length + 14;
  const height = PICTURE_PIXELS / rowPixels;
  const tiles = images.map((image, at) => tileOf(image, at, height));
  const { data, layout } = tileGrid(tiles, COLUMNS, rows);
  return figure(words, {
    name: 'gallery',
    title: `Test images that the ${best} gets right and a student does not`,
    caption:
      `n = ${images.length} test images, the same for all models: the ${best} is right and another is ` +
      'wrong, most confident mistakes first. Wrong predictions are bold. They are extremes, not typical mistakes.',
    alt: `${images.length} photographs with ${models.length} predictions each: ${images.map(inWords).join(', ')}.`,
    frame: { height: rows * rowPixels + 40, margin: { l: 8, r: 8, t: 32, b: 0 } },
    data,
    layout: {
      ...layout,
      annotations: [
        keyLine(models.map(({ model, method }) => ({ text: model, color: methodColor[method] }))),
        ...images.map(({ answers }, at) => caption(answers, tiles[at] as Tile, height)),
      ],
    },
    rows: images.flatMap(({ answers }) => answers),
  });
}

function tileOf({ picture, answers }: GalleryImage, at: number, height: number): Tile {
  const [first] = answers;
  const said = answers.map((answer) => `${answer.model}: ${inShort(answer)}`);
  const hover = [`test image ${first?.image}: ${first?.trueClass}`, ...said].join('<br>');
  return { picture, column: at % COLUMNS, row: Math.floor(at / COLUMNS), height, hover };
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

function caption(answers: readonly GalleryRow[], { column, row }: Tile, height: number) {
  const lines = answers.map((answer) => {
    const text = answer.right ? inShort(answer) : `<b>${inShort(answer)}</b>`;
    return key({ text, color: methodColor[answer.method] });
  });
  const below = { xanchor: 'center', yanchor: 'top', align: 'left' } as const;
  return note(lines.join('<br>'), { x: column + 0.5, y: row + height, ...below, size: 11 });
}
