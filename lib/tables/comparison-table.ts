import { predictions } from '../statistics/classification';
import { mcnemarExact } from '../statistics/mcnemar';
import { requireSameLength } from '../statistics/rows';
import type { ModelResult } from './model-result';
import { rounded } from './row';
import { type Table, table } from './table';

/** Two trained models on the same test images; nothing about the methods behind them. */
export type ComparisonRow = {
  readonly first: string;
  readonly second: string;
  readonly images: number;
  readonly bothRight: number;
  readonly onlyFirstRight: number;
  readonly onlySecondRight: number;
  readonly bothWrong: number;
  /** Second minus first, in points of accuracy. */
  readonly differencePts: number;
  /** McNemar's exact two-sided p. */
  readonly mcnemarP: number;
};

/**
 * Compares two models image by image.
 * @param labels [images]
 */
export function compareModels(
  first: ModelResult,
  second: ModelResult,
  labels: Uint8Array,
): ComparisonRow {
  const classes = first.logits.length / labels.length;
  const firstPredicted = predictions(first.logits, classes);
  const secondPredicted = predictions(second.logits, classes);
  requireSameLength('compareModels', firstPredicted.length, secondPredicted.length);
  const cells = [0, 0, 0, 0]; // both wrong, only first right, only second right, both right
  labels.forEach((label, image) => {
    const at =
      (firstPredicted[image] === label ? 1 : 0) + (secondPredicted[image] === label ? 2 : 0);
    cells[at] = (cells[at] as number) + 1;
  });
  const [bothWrong, onlyFirstRight, onlySecondRight, bothRight] = cells as [
    number,
    number,
    number,
    number,
  ];
  return {
    first: first.model,
    second: second.model,
    images: labels.length,
    bothRight,
    onlyFirstRight,
    onlySecondRight,
    bothWrong,
    differencePts: rounded((100 * (onlySecondRight - onlyFirstRight)) / labels.length),
    mcnemarP: rounded(mcnemarExact(onlyFirstRight, onlySecondRight)),
  };
}

/** Pairs of trained models, image by image. */
export function modelComparisonTable(rows: readonly ComparisonRow[]): Table<ComparisonRow> {
  return table({
    name: 'comparison',
    key: ['first', 'second'],
    caption: `n = ${rows[0]?.images} test images, counted by which of two trained models (seed 0) is right.`,
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
    rows,
  });
}
