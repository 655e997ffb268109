import type { accuracyCostRows } from '../tables/accuracy-cost-rows';
import { between, formatPct } from '../tables/format';
import type { RowOf } from '../tables/row';
import { costLines } from './cost-lines';
import { type Figure, figure, type Words } from './figure';
import { dashes } from './notes';

type CostRow = RowOf<typeof accuracyCostRows>;

/** Minutes that are named on the log scale. */
const ticks = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];
const [solid, dashed] = dashes;

/** The lines: what each counts, and how it and its name are drawn. */
const lines = [
  { name: 'alone', method: 'alone', minutes: 'minutes', dash: solid },
  { name: 'distilled', method: 'distilled', minutes: 'minutes', dash: solid },
  {
    name: 'distilled, the teacher counted',
    method: 'distilled',
    minutes: 'minutesWithTeacher',
    dash: dashed,
  },
] as const;

/**
 * Validation accuracy against minutes on one core, a point per length of training: alone, distilled, and distilled
 * with the training of the teacher and its logits.
 */
export function accuracyCost(rows: readonly CostRow[], words: Words = {}): Figure {
  if (rows.length === 0) throw new Error('accuracyCost: expected at least one recipe, got none');
  const curves = lines.flatMap(({ method, minutes, ...line }) => {
    const points = rows.flatMap((row) => {
      const x = row[minutes];
      if (row.method !== method || x === null) return [];
      const [text, label] = [`${row.epochs} epochs`, String(row.epochs)];
      return [{ x, y: row.validationPct, text, label, row }];
    });
    return points.length === 0 ? [] : [{ ...line, method, points }];
  });
  return figure(words, {
    name: 'accuracy-cost',
    title: 'Validation accuracy against training time',
    caption:
      `Mean over n = ${between(rows.map(({ n }) => n))} runs of a recipe; the numbers below the points are epochs. One core, log scale. The dashed line ` +
      "adds all of the teacher's training, and its logits, to each student.",
    alt: `Line chart. ${curves.map(inWords).join(' ')}`,
    ...costLines(curves, {
      x: 'minutes on one core',
      ticks,
      y: 'validation accuracy (%)',
      hover: '%{text}: %{x:.1f} minutes, %{y:.2f} %',
    }),
    rows,
  });
}

function inWords({
  name,
  points,
}: {
  name: string;
  points: readonly { y: number; row: CostRow }[];
}) {
  const [first, last] = [points[0], points.at(-1)];
  return (
    `${name}: from ${formatPct(first?.y ?? 0)} after ${first?.row.epochs} epochs ` +
    `to ${formatPct(last?.y ?? 0)} after ${last?.row.epochs}.`
  );
}
