import type { ConfusionRow } from '../../tables/confusion-rows';
import { formatCount, formatNumber } from '../../tables/format';

const vehicles: ReadonlySet<string> = new Set(['airplane', 'automobile', 'ship', 'truck']);

/** How many of a model's mistakes stay among animals or among vehicles. */
export function mistakesAnswer(rows: readonly ConfusionRow[]): string {
  const mistakes = rows.filter((row) => row.trueClass !== row.predictedClass);
  const within = mistakes.filter(
    (row) => vehicles.has(row.trueClass) === vehicles.has(row.predictedClass),
  );
  const all = total(mistakes);
  if (all === 0) return `The ${rows[0]?.model} makes no mistakes.`;
  return (
    `Of the ${formatCount(all)} mistakes of the ${rows[0]?.model}, ` +
    `${formatNumber((100 * total(within)) / all, 0)} % stay in the family: an animal taken for another ` +
    'animal, or a vehicle for another vehicle.'
  );
}

function total(rows: readonly ConfusionRow[]): number {
  return rows.reduce((sum, row) => sum + row.count, 0);
}
