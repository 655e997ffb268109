import { requireValues } from './finite';
import { argMax, requireSameLength, rowCount } from './rows';

/**
 * The class each row puts first; the lower class number where two are equal.
 * @param logits [images * classes]; probabilities serve as well
 * @returns [images] class numbers
 */
export function predictions(logits: ArrayLike<number>, classes: number): Uint8Array {
  const images = rowCount('predictions', logits, classes);
  return Uint8Array.from({ length: images }, (_, image) => argMax(logits, classes, image));
}

/**
 * Share of the images whose label is put first.
 * @param logits [images * classes]
 * @param labels [images]
 * @returns 0 to 1
 */
export function accuracy(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): number {
  return countRight(predictions(logits, classes), labels) / labels.length;
}

/**
 * How many predictions equal their labels.
 * @throws on empty lists, lists of different lengths or what is not finite
 */
export function countRight(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  requireSameLength('countRight', predicted.length, labels.length);
  requireValues('countRight', predicted);
  requireValues('countRight', labels);
  let right = 0;
  for (let image = 0; image < labels.length; image++) {
    if (predicted[image] === labels[image]) right++;
  }
  return right;
}

/**
 * How often each true class was taken for each class.
 * @param predicted [images] class numbers
 * @param labels [images] class numbers
 * @returns [true class][predicted class] counts; rows sum to the images of the class
 */
export function confusionMatrix(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): number[][] {
  requireSameLength('confusionMatrix', predicted.length, labels.length);
  requireValues('confusionMatrix', predicted);
  requireValues('confusionMatrix', labels);
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let image = 0; image < labels.length; image++) {
    const row = counts[labels[image] as number];
    const column = predicted[image] as number;
    if (row === undefined || row[column] === undefined) {
      throw new RangeError(
        `confusionMatrix: image ${image} has label ${labels[image]} and prediction ${column}; ` +
          `expected both below ${classes}`,
      );
    }
    row[column] += 1;
  }
  return counts;
}

/**
 * Share of each class's images that were classified right.
 * @returns [classes], 0 to 1
 * @throws when a class has no image: it has no accuracy
 */
export function perClassAccuracy(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): number[] {
  return confusionMatrix(predicted, labels, classes).map((row, truth) => {
    const images = row.reduce((sum, count) => sum + count, 0);
    if (images === 0) {
      throw new RangeError(
        `perClassAccuracy: expected images of every class, found none of class ${truth}; count with ` +
          'confusionMatrix where classes may be absent',
      );
    }
    return (row[truth] as number) / images;
  });
}
