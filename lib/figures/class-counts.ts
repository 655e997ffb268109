import { formatCount } from '../tables/format';
import { keyLine } from './direct-labels';
import { type Figure, figure, type Words } from './figure';
import { splitColor } from './palette';
import { axis, baseLayout } from './theme';

/** How many images of a class a split holds. */
export interface ClassCountRow {
  readonly className: string;
  readonly split: 'training' | 'validation' | 'test';
  readonly images: number;
}

const splits = ['training', 'validation', 'test'] as const;

/** Images by class, the three splits side by side in one bar. */
export function classCounts(rows: readonly ClassCountRow[], words: Words = {}): Figure {
  const total = rows.reduce((sum, row) => sum + row.images, 0);
  const sizes = splits.map((split) => rows.filter((row) => row.split === split));
  const title = words.title ?? finding(sizes);
  return figure(
    {
      name: 'class-counts',
      title,
      caption: `n = ${formatCount(total)} images: ${splits
        .map((split, at) => `${formatCount(sum(sizes[at] ?? []))} ${split}`)
        .join(', ')}.`,
      alt: `Stacked bars of the number of images by class and split. ${finding(sizes)}`,
      data: splits.map((split, at) => ({
        type: 'bar',
        orientation: 'h',
        name: split,
        x: (sizes[at] ?? []).map((row) => row.images),
        y: (sizes[at] ?? []).map((row) => row.className),
        marker: { color: splitColor[split] },
        hovertemplate: `%{y}, ${split}: %{x:,} images<extra></extra>`,
      })),
      layout: {
        ...baseLayout(title, { height: 350, margin: { l: 80, t: 28 } }),
        barmode: 'stack',
        bargap: 0.3,
        xaxis: axis('images', { rangemode: 'tozero', tickformat: ',' }),
        yaxis: axis('', { autorange: 'reversed', showgrid: false, dtick: 1 }),
        annotations: [keyLine(splits.map((text) => ({ text, color: splitColor[text] })))],
      },
    },
    words,
  );
}

function sum(rows: readonly ClassCountRow[]): number {
  return rows.reduce((total, row) => total + row.images, 0);
}

function finding(sizes: readonly (readonly ClassCountRow[])[]): string {
  const balanced = sizes.every((rows) => new Set(rows.map((row) => row.images)).size <= 1);
  return balanced
    ? `Every class has the same number of images: ${splits
        .map((split, at) => `${formatCount(sizes[at]?.[0]?.images ?? 0)} ${split}`)
        .join(', ')}`
    : 'The classes do not have the same number of images';
}
