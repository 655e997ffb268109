import type { Row } from '../../lib/tables/row';
import type { Shown } from './outputs';
import { shownTables } from './shown-tables';

/** A number, word or null by its place: `accuracy.teacher.accuracyPct`. */
export type Numbers = Readonly<Record<string, Row[string]>>;

/**
 * Every quotable number of the tables that the notebooks show, under a flat key: table, row, column.
 * @param all what the notebooks show
 * @throws when two rows of a table have the same key
 */
export function reportNumbers(all: readonly Shown[]): Numbers {
  const entries = shownTables(all).flatMap(({ name, key, rows }) =>
    key === undefined ? [] : rows.flatMap((row) => rowEntries(name, row, key)),
  );
  const numbers = new Map<string, Row[string]>();
  for (const [key, value] of entries) {
    if (numbers.has(key)) throw new Error(`numbers.json: two values for ${key}`);
    numbers.set(key, value);
  }
  return Object.fromEntries(numbers);
}

/** numbers.json: sorted, so that a diff shows what changed. */
export function numbersText(numbers: Numbers): string {
  const sorted = Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`;
}

function rowEntries(
  table: string,
  row: Row,
  columns: readonly string[],
): (readonly [string, Row[string]])[] {
  const name = columns.map((column) => slug(String(row[column]))).join('.');
  return Object.entries(row)
    .filter(([column]) => !columns.includes(column))
    .map(([column, value]) => [`${table}.${name}.${column}`, value]);
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
