import type { ConfusionDifferenceRow } from '../tables/confusion-rows';
import { formatCount, formatNumber, formatSigned, withArticle } from '../tables/format';
import { classTable } from './class-table';
import { type Figure, figure, type Words } from './figure';
import { divergingScale } from './palette';

/** More mistakes are brown, as losses are. */
const mistakesScale = divergingScale
  .map(([at, color]): [number, string] => [1 - at, color])
  .reverse();

export interface ConfusionDifferenceOptions extends Words {
  /** The model and the one it is compared with. */
  readonly models: readonly [string, string];
}

/**
 * How much more often one model confuses two classes than another. The colour scale ends at the largest difference of
 * a mistake; right answers stand in grey on the diagonal.
 */
export function confusionDifference(
  rows: readonly ConfusionDifferenceRow[],
  { models: [model, control], ...words }: ConfusionDifferenceOptions,
): Figure {
  const classes = [...new Set(rows.map((row) => row.trueClass))];
  const title = words.title ?? finding(rows, model, control);
  const most = Math.max(...rows.filter(isMistake).map((row) => Math.abs(row.difference)), 1);
  const table = (keep: (row: ConfusionDifferenceRow) => boolean) =>
    classes.map((truth) =>
      rows
        .filter((row) => row.trueClass === truth)
        .map((row) => (keep(row) ? Math.round(row.difference) + 0 : null)),
    );
  return figure(
    {
      name: 'confusion-difference',
      title,
      caption:
        `n = ${formatCount(imagesAClass(rows))} test images a class; counts are means over the runs of each model. ` +
        `Numbers: ${model} minus ${control}. Brown: more mistakes than the ${control}; green: fewer; right answers in grey.`,
      alt: `Difference of two confusion matrices. ${finding(rows, model, control)}.`,
      ...classTable({
        classes,
        others: table(isMistake),
        diagonal: table((row) => !isMistake(row)),
        scale: mistakesScale,
        from: -most,
        to: most,
        format: (value) => formatSigned(value, 0),
        hover: '%{y} taken for %{x}: %{text}',
        diagonalHover: '%{y} recognised: %{text}',
        across: 'predicted class',
        title,
      }),
      rows,
    },
    words,
  );
}

function isMistake({ trueClass, predictedClass }: ConfusionDifferenceRow): boolean {
  return trueClass !== predictedClass;
}

function imagesAClass(rows: readonly ConfusionDifferenceRow[]): number {
  const truth = rows[0]?.trueClass;
  return rows.filter((row) => row.trueClass === truth).reduce((sum, row) => sum + row.count, 0);
}

function finding(rows: readonly ConfusionDifferenceRow[], model: string, control: string): string {
  const [first] = rows.filter(isMistake).sort((a, b) => b.difference - a.difference);
  if (first === undefined) return 'Neither model makes a mistake';
  return (
    `The ${model} takes ${withArticle(first.trueClass)} for ${withArticle(first.predictedClass)} ` +
    `on ${formatNumber(first.difference, 0)} more images than the ${control}`
  );
}
