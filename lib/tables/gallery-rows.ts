import { argMax } from '../statistics/rows';
import { softmaxRows } from '../statistics/softmax';
import type { Method } from './method';
import type { ModelResult } from './model-result';
import { rounded } from './row';

/** What one model says of a test image. */
export type GalleryRow = {
  /** Number of the image in the test set, from 0. */
  readonly image: number;
  readonly trueClass: string;
  readonly model: string;
  readonly method: Method;
  readonly predictedClass: string;
  /** Probability of the predicted class. */
  readonly confidencePct: number;
  readonly right: boolean;
};

/** Which images, and how they are named. */
export interface GalleryOptions {
  readonly classNames: readonly string[];
  /** How many images at most. */
  readonly count: number;
}

/**
 * All models' answers to the images that the first model gets right and some other gets wrong, those first where a wrong
 * answer is most confident.
 * @param labels [images]
 * @returns image by image, a row a model in the order given
 */
export function galleryRows(
  models: readonly ModelResult[],
  labels: Uint8Array,
  { classNames, count }: GalleryOptions,
): GalleryRow[] {
  const classes = classNames.length;
  const probs = models.map(({ logits }) => softmaxRows(logits, classes));
  const answers = (image: number) =>
    models.map(({ model, method }, at): GalleryRow => {
      const own = probs[at] as Float64Array;
      const said = argMax(own, classes, image);
      return {
        image,
        trueClass: classNames[labels[image] as number] as string,
        model,
        method,
        predictedClass: classNames[said] as string,
        confidencePct: rounded(100 * (own[image * classes + said] as number)),
        right: said === labels[image],
      };
    });
  return [...labels.keys()]
    .map(answers)
    .filter(([first, ...others]) => first?.right && others.some(({ right }) => !right))
    .map((rows) => ({ rows, surest: surestMistake(rows) }))
    .sort((a, b) => b.surest - a.surest)
    .slice(0, count)
    .flatMap(({ rows }) => rows);
}

function surestMistake(rows: readonly GalleryRow[]): number {
  return Math.max(...rows.map(({ right, confidencePct }) => (right ? 0 : confidencePct)));
}
