import { between, formatPct } from '../tables/format';
import type { RowOf } from '../tables/row';
import type { widthRows } from '../tables/width-rows';
import { costLines } from './cost-lines';
import { type Figure, figure, type Words } from './figure';
import { dashes } from './notes';

type WidthRow = RowOf<typeof widthRows>;

/** Millions of multiply-adds that are named on the log scale. */
const ticks = [1, 2, 5, 10, 20, 50, 100];
const [solid] = dashes;
const MILLION = 1e6;

/** Test accuracy against multiply-adds, a point each width: alone and distilled. */
export function widthAccuracy(rows: readonly WidthRow[], words: Words = {}): Figure {
  if (rows.length === 0) throw new Error('widthAccuracy: expected at least one width, got none');
  const lines = (['alone', 'distilled'] as const).flatMap((method) => {
    const points = rows
      .filter((row) => row.method === method)
      .map(({ multiplyAdds, testMeanPct: y, width, n }) => {
        const text = `${width} times as wide, n = ${n}`;
        return { x: multiplyAdds / MILLION, y, text, label: `×${width}` };
      });
    return points.length === 0 ? [] : [{ name: method, method, dash: solid, points }];
  });
  return figure(words, {
    name: 'width-accuracy',
    title: 'Test accuracy against multiply-adds',
    caption:
      `Mean over n = ${between(rows.map(({ n }) => n))} runs; the numbers below the points are widths. Multiply-adds ` +
      'of one image, log scale.',
    alt: `Line chart. ${lines.map(inWords).join(' ')}`,
    ...costLines(lines, {
      x: 'multiply-adds for one image (millions)',
      ticks,
      y: 'test accuracy (%)',
      hover: '%{text}: %{x:.1f} million multiply-adds, %{y:.2f} %',
    }),
    rows,
  });
}

function inWords({
  name,
  points,
}: {
  name: string;
  points: readonly { y: number; label: string }[];
}) {
  const widths = points.map(({ label, y }) => `${formatPct(y)} at ${label}`);
  return `${name}: ${widths.join(', ')}.`;
}
