import type { ConfusionRow } from '../tables/confusion-rows';
import { formatCount, withArticle } from '../tables/format';
import { classTable } from './class-table';
import { type Figure, figure, type Words } from './figure';
import { sequentialScale } from './palette';

/**
 * Which classes one model confuses. The colour scale ends at the most frequent mistake, so that mistakes
 * can be told apart; correct predictions stand in grey on the diagonal.
 */
export function confusionMatrix(rows: readonly ConfusionRow[], words: Words = {}): Figure {
  const model = rows[0]?.model ?? '';
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  return figure(words, {
    name: `confusion-${slug(model)}`,
    title: finding(rows),
    caption:
      `n = ${formatCount(total)} test images, one run of the ${model}. Colour: number of mistakes; ` +
      'correct predictions in grey.',
    alt: `Confusion matrix of the ${model}. ${finding(rows)}`,
    ...classTable(rows, {
      other: ({ predictedClass }) => predictedClass,
      value: ({ count }) => count,
      scale: sequentialScale,
      from: 0,
      hover: '%{y} taken for %{x}: %{z}',
      diagonalHover: '%{y} recognised: %{z}',
      across: 'predicted class',
    }),
    rows,
  });
}

/** A name as part of a file name. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function finding(rows: readonly ConfusionRow[]): string {
  const mistakes = rows.filter((row) => row.trueClass !== row.predictedClass);
  const [first] = mistakes.sort((a, b) => b.count - a.count);
  if (first === undefined) return 'No mistakes';
  return (
    `The ${first.model} most often takes ${withArticle(first.trueClass)} for ${withArticle(first.predictedClass)}: ` +
    `${first.count} times`
  );
}
