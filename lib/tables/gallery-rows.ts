import { argMax } from '../statistics/rows';
import { softmaxRows } from '../statistics/softmax';
import type { ClassNames, Labels, ModelResult } from './model-result';
import { type RowOf, rounded } from './row';

/** What one model says of a test image. */
export type GalleryRow = RowOf<typeof galleryRows>;

/**
 * All models' answers to the images that the first model gets right and some other gets wrong, those first where a wrong
 * answer is most confident.
 * @param count how many images at most
 * @returns image by image, a row a model in the order given
 */
export function galleryRows(
  models: readonly ModelResult[],
  labels: Labels,
  { classNames, count }: { readonly classNames: ClassNames; readonly count: number },
) {
  const classes = classNames.length;
  const probs = models.map(({ logits }) => softmaxRows(logits, classes));
  const answers = (image: number) =>
    models.map(({ model, method }, at) => {
      const own = probs[at] as Float64Array;
      const said = argMax(own, classes, image);
      return {
        /** Number of the image in the test set, from 0. */
        image,
        trueClass: classNames[labels[image] as number] as string,
        model,
        method,
        predictedClass: classNames[said] as string,
        /** Probability of the predicted class. */
        confidencePct: rounded(100 * (own[image * classes + said] as number)),
        right: said === labels[image],
      };
    });
  const surestMistake = (rows: ReturnType<typeof answers>) =>
    Math.max(...rows.map(({ right, confidencePct }) => (right ? 0 : confidencePct)));
  return [...labels.keys()]
    .map(answers)
    .filter(([first, ...others]) => first?.right && others.some(({ right }) => !right))
    .map((rows) => ({ rows, surest: surestMistake(rows) }))
    .sort((a, b) => b.surest - a.surest)
    .slice(0, count)
    .flatMap(({ rows }) => rows);
}
