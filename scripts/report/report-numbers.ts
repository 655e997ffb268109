import type { Row } from '../../lib/tables/row';
import type { Notebook } from './notebook-file';
import { allShown } from './outputs';
import { steady, type Tables } from './report-tables';
import { shownTables } from './shown-tables';

/** Which columns name a row, by table; tables that are not here are too long to quote from. */
const keyColumns: Readonly<Record<string, readonly string[]>> = {
  accuracy: ['model'],
  agreement: ['student'],
  calibration: ['model'],
  comparison: ['first', 'second'],
  'gain-explanations': ['suspect'],
  'gap-explanations': ['suspect'],
  'gradient-summary': ['arm'],
  grid: ['cell'],
  'grid-choice': ['cell'],
  'grid-noise': ['study'],
  'per-class': ['model', 'className'],
  'scale-gradient': ['arm'],
  sizes: ['model'],
  timings: ['processor', 'network', 'batch'],
};

/** A number, word or null by its place: `accuracy.teacher.accuracyPct`. */
export type Numbers = Readonly<Record<string, Row[string]>>;

/**
 * Every quotable number of the tables under one flat, sorted key: table, row, column.
 * @throws when two rows of a table have the same key
 */
export function reportNumbers(tables: Tables, notebooks: readonly Notebook[] = []): Numbers {
  const ofRuns = Object.entries(tables).flatMap(([table, rows]) => {
    const columns = keyColumns[table];
    return columns === undefined ? [] : rows.flatMap((row) => rowEntries(table, row, columns));
  });
  const ofNotebooks = shownTables(notebooks.flatMap(allShown)).flatMap(({ name, key, rows }) =>
    key === undefined || name in tables
      ? []
      : steady(rows).flatMap((row) => rowEntries(name, row, key)),
  );
  const entries = [...ofRuns, ...ofNotebooks];
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  sorted.forEach(([key], index) => {
    if (key === sorted[index - 1]?.[0]) throw new Error(`numbers.json: two values for ${key}`);
  });
  return Object.fromEntries(sorted);
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
