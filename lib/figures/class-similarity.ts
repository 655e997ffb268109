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
  const classes = [...new Set(rows.map((row) => row.trueClass))];
  const [first] = rows;
  if (first === undefined) throw new Error('classSimilarity: expected rows, got none');
  const title = words.title ?? finding(rows);
  const table = (keep: (row: ClassSimilarityRow) => boolean) =>
    classes.map((truth) =>
      rows
        .filter((row) => row.trueClass === truth)
        .map((row) => (keep(row) && row.prob !== null ? Number(row.prob.toFixed(6)) : null)),
    );
  return figure(
    {
      name: 'class-similarity',
      title,
      caption:
        `n = ${formatCount(rightImages(rows))} test images that the ${first.model} classifies right, one run. ` +
        `Mean probability at T = ${first.temperature}; colour: wrong classes only, the right one in grey.`,
      alt: `Table of mean probabilities by true class. ${finding(rows)}.`,
      ...classTable({
        classes,
        others: table((row) => row.trueClass !== row.namedClass),
        diagonal: table((row) => row.trueClass === row.namedClass),
        scale: sequentialScale,
        from: 0,
        format: (value) => formatNumber(value),
        hover: `%{y}: probability of %{x} at T = ${first.temperature} is %{z:.3f}`,
        across: 'class that gets the probability',
        title,
      }),
      rows,
    },
    words,
  );
}

function rightImages(rows: readonly ClassSimilarityRow[]): number {
  return rows
    .filter((row) => row.trueClass === row.namedClass)
    .reduce((sum, row) => sum + row.images, 0);
}

function finding(rows: readonly ClassSimilarityRow[]): string {
  const wrong = rows.filter((row) => row.trueClass !== row.namedClass && row.prob !== null);
  const [first] = [...wrong].sort((a, b) => (b.prob ?? 0) - (a.prob ?? 0));
  if (first === undefined) return 'No class is ever recognised';
  return (
    `Where the ${first.model} rightly says ${first.trueClass}, it still gives ${first.namedClass} ` +
    `a probability of ${formatNumber(first.prob ?? 0)} at T = ${first.temperature}`
  );
}
