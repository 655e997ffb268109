import { toCsv } from '../../lib/tables/csv';
import type { Row } from '../../lib/tables/row';
import type { Shown, ShownTable } from './notebook-file';

/** What goes beside the page: content by path under the report's folder, such as `tables/accuracy.csv`. */
export type ReportFiles = ReadonlyMap<string, string | Uint8Array>;

/** A number, word or null by its place: `accuracy.teacher.accuracyPct`. */
export type Numbers = Readonly<Record<string, Row[string]>>;

/**
 * The CSV of every table and figure, the PNG of every figure, and numbers.json. A table wins over the rows of a figure
 * of its name. Figures measured while the report was made leave no file.
 * @param all what the notebooks show
 * @param before numbers that numbers.json keeps where the notebooks show none in their place
 * @throws when two figures have one name, a figure has no picture, or tables contradict each other
 */
export function reportFiles(all: readonly Shown[], before: Numbers = {}): ReportFiles {
  const tables = shownTables(all);
  const rows = new Map(tables.map((table): [string, readonly Row[]] => [table.name, table.rows]));
  const figures = new Map<string, Buffer>();
  for (const figure of all) {
    if (figure.kind !== 'figure' || figure.live) continue;
    const { name, png } = figure;
    if (figures.has(name)) throw new Error(`Two figures are named ${name}; give one another name.`);
    if (png === undefined) throw new Error(`Figure ${name} has no picture; show it by show().`);
    figures.set(name, png);
    if (!rows.has(name) && figure.rows.length > 0) rows.set(name, figure.rows);
  }
  return new Map<string, string | Uint8Array>([
    ...[...rows].map(([name, own]) => [`tables/${name}.csv`, toCsv(own)] as const),
    ...[...figures].map(([name, png]) => [`figures/${name}.png`, png] as const),
    ['numbers.json', numbersText({ ...before, ...reportNumbers(tables) })],
  ]);
}

/**
 * The tables of all notebooks. Several notebooks may show parts of one table: their rows are joined, a row that stands
 * in two of them once.
 * @throws when two rows of a table have one key and differ, or tables of one name have other keys
 */
export function shownTables(all: readonly Shown[]): readonly ShownTable[] {
  const tables = new Map<string, ShownTable>();
  for (const one of all) {
    if (one.kind !== 'table') continue;
    const { name, key } = one;
    const before = tables.get(name) ?? { ...one, rows: [] };
    if (JSON.stringify(key) !== JSON.stringify(before.key)) {
      throw new Error(
        `Table ${name}: expected the key ${before.key}, found ${key} in a later notebook.`,
      );
    }
    const nameOf = (row: Row) => JSON.stringify(key?.map((column) => row[column]) ?? row);
    const known = new Map(before.rows.map((row) => [nameOf(row), row]));
    for (const row of one.rows) {
      const other = known.get(nameOf(row)) ?? row;
      if (JSON.stringify(other) !== JSON.stringify(row)) {
        throw new Error(`Table ${name}: two notebooks show different rows for ${nameOf(row)}.`);
      }
    }
    const added = one.rows.filter((row) => !known.has(nameOf(row)));
    tables.set(name, { ...before, rows: [...before.rows, ...added] });
  }
  return [...tables.values()];
}

/**
 * Every quotable number of tables that have a key, under a flat key: table, row, column.
 * @throws when two rows of a table have the same key
 */
export function reportNumbers(tables: readonly ShownTable[]): Numbers {
  const numbers = new Map<string, Row[string]>();
  for (const { name, key, rows } of tables) {
    if (key === undefined) continue;
    for (const row of rows) {
      const place = key.map((column) => slug(String(row[column]))).join('.');
      for (const [column, value] of Object.entries(row)) {
        if (key.includes(column)) continue;
        const at = `${name}.${place}.${column}`;
        if (numbers.has(at)) throw new Error(`numbers.json: two values for ${at}`);
        numbers.set(at, value);
      }
    }
  }
  return Object.fromEntries(numbers);
}

/** numbers.json: sorted, so that a diff shows what changed. */
export function numbersText(numbers: Numbers): string {
  return `${JSON.stringify(numbers, Object.keys(numbers).sort(), 2)}\n`;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
