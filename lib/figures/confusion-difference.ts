import type { ConfusionDifferenceRow } from '../tables/confusion-rows';
import { formatCount, formatNumber, withArticle } from '../tables/format';
import { type Figure, figure, type Words } from './figure';
import { divergingScale, INK, OFF_SCALE } from './palette';
import { axis, baseLayout } from './theme';

const CELL_PIXELS = 40;

/** The diverging scale without its darkest ends, on which text could not be read. */
const lightScale = divergingScale
  .slice(1, -1)
  .map(([at, color]): [number, string] => [Math.min((at - 0.2) / 0.6, 1), color]);

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
  const shared = {
    type: 'heatmap',
    x: classes,
    y: classes,
    xgap: 1,
    ygap: 1,
    texttemplate: '%{z:+d}',
    textfont: { size: 11, color: INK },
    hoverongaps: false,
    showscale: false,
    hovertemplate: '%{y} taken for %{x}: %{z:+d}<extra></extra>',
  } as const;
  return figure(
    {
      name: 'confusion-difference',
      title,
      caption:
        `n = ${formatCount(imagesAClass(rows))} test images a class; counts are means over the runs of each model. ` +
        `Numbers: ${model} minus ${control}. Green: more mistakes than the ${control}; brown: fewer; right answers in grey.`,
      alt: `Difference of two confusion matrices. ${finding(rows, model, control)}.`,
      data: [
        {
          ...shared,
          z: table(isMistake),
          colorscale: lightScale,
          zmin: -most,
          zmax: most,
        },
        {
          ...shared,
          z: table((row) => !isMistake(row)),
          colorscale: [
            [0, OFF_SCALE],
            [1, OFF_SCALE],
          ],
          hovertemplate: '%{y} recognised: %{z:+d}<extra></extra>',
        },
      ],
      layout: {
        ...baseLayout(title, { height: classes.length * CELL_PIXELS + 110, margin: { l: 90 } }),
        xaxis: axis('predicted class', { showgrid: false, ticks: '', tickangle: -45, dtick: 1 }),
        yaxis: axis('true class', { showgrid: false, ticks: '', autorange: 'reversed', dtick: 1 }),
      },
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
