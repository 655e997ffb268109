import type { ClassSimilarityRow } from '../tables/class-similarity-rows';
import { formatCount, formatNumber } from '../tables/format';
import { classTable } from './class-table';
import { type Figure, figure, type Words } from './figure';
import { sequentialScale } from './palette';

/**
 * Which wrong classes a model finds likely when it is right. The colour scale ends at the likeliest wrong
 * class; the right class stands in grey on the diagonal.
 */
export function classSimilarity(rows: readonly ClassSimilarityRow[], words: Words = {}): Figure {
  const [first] = rows;
  if (first === undefined) throw new Error('classSimilarity: expected rows, got none');
  const { model, temperature } = first;
  const images = rows
    .filter((row) => row.trueClass === row.namedClass)
    .reduce((sum, row) => sum + row.images, 0);
  return figure(words, {
    name: 'class-similarity',
    title: finding(rows),
    caption:
      `n = ${formatCount(images)} test images that the ${model} classifies correctly, one run. ` +
      `Mean probability at T = ${temperature}; colour: wrong classes only, the true one in grey.`,
    alt: `Table of mean probabilities by true class. ${finding(rows)}.`,
    ...classTable(rows, {
      other: ({ namedClass }) => namedClass,
      value: ({ prob }) => (prob === null ? null : Number(prob.toFixed(6))),
      scale: sequentialScale,
      from: 0,
      format: (value) => formatNumber(value),
      hover: `%{y}: probability of %{x} at T = ${temperature} is %{z:.3f}`,
      across: 'class that gets the probability',
    }),
    rows,
  });
}

function finding(rows: readonly ClassSimilarityRow[]): string {
  const wrong = rows.filter((row) => row.trueClass !== row.namedClass && row.prob !== null);
  const [first] = wrong.sort((a, b) => (b.prob ?? 0) - (a.prob ?? 0));
  if (first === undefined) return 'No image is classified correctly';
  return (
    `For correctly classified images of class ${first.trueClass}, the ${first.model} gives ${first.namedClass} ` +
    `a mean probability of ${formatNumber(first.prob ?? 0)} at T = ${first.temperature}`
  );
}
