import { predictions } from './classification';
import { requireSameLength } from './rows';
import { softmaxRows } from './softmax';

/**
 * What logits answer: the class put first, its probability, and that of the true class.
 * @param logits [images * classes]
 * @param labels [images]
 * @throws when the logits do not make whole rows of finite values, or are of another number of images
 */
export function testAnswers(logits: ArrayLike<number>, labels: ArrayLike<number>, classes: number) {
  const predicted = predictions(logits, classes);
  requireSameLength('testAnswers', predicted.length, labels.length);
  const shares = softmaxRows(logits, classes);
  const shareOf = (named: ArrayLike<number>) =>
    Float32Array.from(
      predicted,
      (_, image) => shares[image * classes + (named[image] as number)] as number,
    );
  return { predicted, confidence: shareOf(predicted), ofTrueClass: shareOf(labels) };
}
