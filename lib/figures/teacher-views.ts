import { describeView } from '../data/augmentation';
import type { Augmentation } from '../recipes/recipe';
import { formatNumber } from '../tables/format';
import { type Figure, figure, type Words } from './figure';
import { note } from './notes';
import { MUTED } from './palette';
import { type Tile, tileGrid } from './tiles';

/** A view of an image, and what the teacher makes of it. */
export interface TeacherView {
  /** Its number among the augmentation's views. */
  readonly view: number;
  /** PNG as a data URI. */
  readonly picture: string;
  /** The teacher's probability of the true class at T = 1. */
  readonly prob: number;
}

/** The image, and what its views are views of. */
interface TeacherViewOptions extends Words {
  readonly trueClass: string;
  /** Number of the image in its set, from 0. */
  readonly image: number;
  readonly augmentation: Augmentation;
}

const ROW_PIXELS = 78;
/** Share of a row that the picture takes; below it stands the probability. */
const PICTURE = 0.74;

/**
 * All views of one image, each with the teacher's probability of its true class: shifts in the place they have, those
 * of the mirrored image to the right.
 */
export function teacherViews(
  views: readonly TeacherView[],
  { trueClass, image, augmentation, ...words }: TeacherViewOptions,
): Figure {
  const side = 2 * augmentation.crop + 1;
  const placed = views.map((one) => {
    const place = describeView(augmentation, one.view);
    return { ...one, ...place, column: place.dx + (place.flip ? side : 0) };
  });
  const tiles = placed.map(({ view, picture, prob, column, dy: row }): Tile => {
    const hover = `view ${view}: ${formatNumber(prob, 3)}`;
    return { picture, column, row, height: PICTURE, hover };
  });
  const halves = augmentation.flip ? ['not mirrored', 'mirrored'] : [];
  const { data, layout } = tileGrid(tiles, side * Math.max(1, halves.length), side);
  const probs = views.map(({ prob }) => prob);
  const range = `${formatNumber(Math.min(...probs))} to ${formatNumber(Math.max(...probs))}`;
  const above = { yref: 'paper', y: 1, yanchor: 'bottom', xanchor: 'center' } as const;
  return figure(words, {
    name: 'teacher-views',
    title: `From view to view the teacher's probability of ${trueClass} ranges from ${range}`,
    caption:
      `n = ${views.length} views of one training image, number ${image}, each shifted by up to ${augmentation.crop} ` +
      `pixels; below each the teacher's probability of the true class (${trueClass}), T = 1.`,
    alt: `${views.length} slightly shifted photographs of one ${trueClass}; the teacher's probability of the class ranges from ${range}.`,
    frame: { height: side * ROW_PIXELS + 40, margin: { l: 8, r: 8, t: 30, b: 4 } },
    data,
    layout: {
      ...layout,
      annotations: [
        ...halves.map((text, at) =>
          note(text, { ...above, x: (at + 0.5) * side, xref: 'x', color: MUTED }),
        ),
        ...placed.map(({ column, dy, prob }) => {
          const below = {
            x: column + 0.5,
            y: dy + PICTURE,
            xanchor: 'center',
            yanchor: 'top',
          } as const;
          return note(formatNumber(prob), { ...below, size: 11 });
        }),
      ],
    },
    rows: placed.map(({ view, dy, dx, flip, prob }) => {
      return { image, trueClass, view, dy, dx, flip, prob };
    }),
  });
}
