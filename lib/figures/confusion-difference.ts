import type { ConfusionDifferenceRow } from '../tables/confusion-rows';
import { formatCount, formatNumber, formatSigned, withArticle } from '../tables/format';
import { classTable } from './class-table';
import { type Figure, figure, type Words } from './figure';
import { divergingScale } from './palette';

/** More mistakes are brown, as losses are. */
const mistakesScale = divergingScale.map(([at, color]) => [1 - at, color] as const).reverse();

export interface ConfusionDifferenceOptions extends Words {
  /** The model and the one it is compared with. */
  readonly models: readonly [string, string];
}

/**
 * How much more often one model confuses two classes than another. The colour scale ends at the largest difference of
 * a mistake; correct predictions stand in grey on the diagonal.
 */
export function confusionDifference(
  rows: readonly ConfusionDifferenceRow[],
  { models: [model, control], ...words }: ConfusionDifferenceOptions,
): Figure {
  const mistakes = rows.filter((row) => row.trueClass !== row.predictedClass);
  const most = Math.max(...mistakes.map(({ difference }) => Math.abs(difference)), 1);
  const imagesAClass = rows
    .filter(({ trueClass }) => trueClass === rows[0]?.trueClass)
    .reduce((sum, { count }) => sum + count, 0);
  const finding = inWords(mistakes, model, control);
  return figure(words, {
    name: 'confusion-difference',
    title: finding,
    caption:
      `n = ${formatCount(imagesAClass)} test images per class. Mean difference in counts over the runs, ${model} minus ${control}. ` +
      `Brown: more mistakes than the ${control}; green: fewer; correct predictions in grey.`,
    alt: `Difference of two confusion matrices. ${finding}.`,
    ...classTable(rows, {
      other: ({ predictedClass }) => predictedClass,
      value: ({ difference }) => Math.round(difference) + 0,
      scale: mistakesScale,
      from: -most,
      to: most,
      format: (value) => formatSigned(value, 0),
      hover: '%{y} taken for %{x}: %{text}',
      diagonalHover: '%{y} recognised: %{text}',
      across: 'predicted class',
    }),
    rows,
  });
}

function inWords(
  mistakes: readonly ConfusionDifferenceRow[],
  model: string,
  control: string,
): string {
  const [first] = [...mistakes].sort((a, b) => b.difference - a.difference);
  if (first === undefined) return 'Neither model makes a mistake';
  return (
    `The ${model} takes ${withArticle(first.trueClass)} for ${withArticle(first.predictedClass)} ` +
    `on ${formatNumber(first.difference, 0)} more images than the ${control}`
  );
}
