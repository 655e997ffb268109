import type { ClassCountRow } from '../../figures/class-counts';
import { formatCount, formatNumber } from '../../tables/format';

/** How many images there are, and what guessing is worth. */
export function dataAnswer(rows: readonly ClassCountRow[]): string {
  const images = (split?: ClassCountRow['split']) =>
    rows
      .filter((row) => split === undefined || row.split === split)
      .reduce((sum, row) => sum + row.images, 0);
  const classes = new Set(rows.map((row) => row.className)).size;
  return (
    `**${formatCount(images())} colour photographs of 32 × 32 pixels, in ${classes} classes.** ` +
    `${formatCount(images('training'))} train the networks, ${formatCount(images('validation'))} are ` +
    `kept back to watch them while they train, and ${formatCount(images('test'))} test them at the end. ` +
    `Guessing one class for all gets ${formatNumber(100 / classes, 0)} % right.`
  );
}
