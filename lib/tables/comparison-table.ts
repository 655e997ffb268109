import { predictions } from '../statistics/classification';
import { mcnemarExact } from '../statistics/mcnemar';
import { requireSameLength } from '../statistics/rows';
import { type Labels, type ModelResult, rightAnswers } from './model-result';
import { rounded } from './row';
import { tableOf } from './table';

/** Compares two trained models image by image; it says nothing about the methods behind them. */
export function compareModels(first: ModelResult, second: ModelResult, labels: Labels) {
  requireSameLength('compareModels', first.logits.length, second.logits.length);
  const right = ({ logits }: ModelResult) =>
    rightAnswers(predictions(logits, logits.length / labels.length), labels);
  const [own, other] = [right(first), right(second)];
  const images = labels.length;
  const count = (byFirst: number, bySecond: number) =>
    own.filter((isRight, image) => isRight === byFirst && other[image] === bySecond).length;
  const [onlyFirstRight, onlySecondRight] = [count(1, 0), count(0, 1)];
  return {
    first: first.model,
    second: second.model,
    images,
    bothRight: count(1, 1),
    onlyFirstRight,
    onlySecondRight,
    bothWrong: count(0, 0),
    /** Second minus first, in points of accuracy. */
    differencePts: rounded((100 * (onlySecondRight - onlyFirstRight)) / images),
    /** McNemar's exact two-sided p. */
    mcnemarP: rounded(mcnemarExact(onlyFirstRight, onlySecondRight)),
  };
}

/** Pairs of trained models, image by image. */
export const modelComparisonTable = tableOf<ReturnType<typeof compareModels>>({
  name: 'comparison',
  key: ['first', 'second'],
  caption: ([pair]) =>
    `n = ${pair?.images} test images, by which of the two trained models (seed 0) is correct.`,
  columns: {
    first: 'first model',
    second: 'second model',
    bothRight: 'both right',
    onlyFirstRight: 'only the first right',
    onlySecondRight: 'only the second right',
    bothWrong: 'both wrong',
    differencePts: ['second minus first (points)', 2],
    mcnemarP: ["McNemar's p", 'p'],
  },
});
