import { type Row, rounded } from '../../lib/tables/row';
import type { Shown } from './outputs';

/** A table with the rows of all notebooks that show a part of it. */
export interface WholeTable {
  readonly name: string;
  /** The columns that name a row; undefined for a table that is not quoted. */
  readonly key: readonly string[] | undefined;
  /** Fractions cut to six significant digits. */
  readonly rows: readonly Row[];
}

/**
 * The tables of all notebooks by name. Several notebooks may show parts of one table: their rows are joined, a row
 * that stands in two of them once.
 * @throws when two rows of a table have one key and differ, or tables of one name have other keys
 */
export function shownTables(shown: readonly Shown[]): readonly WholeTable[] {
  const tables = new Map<string, WholeTable>();
  for (const one of shown) {
    if (one.kind !== 'table') continue;
    const { name, key, rows } = one;
    const before = tables.get(name);
    tables.set(name, before === undefined ? { name, key, rows } : joined(before, { key, rows }));
  }
  return [...tables.values()].map((own) => ({ ...own, rows: steady(own.rows) }));
}

function joined(before: WholeTable, more: Pick<WholeTable, 'key' | 'rows'>): WholeTable {
  const { name, key } = before;
  if (JSON.stringify(key) !== JSON.stringify(more.key)) {
    throw new Error(
      `Table ${name}: expected the key ${key}, found ${more.key} in a later notebook.`,
    );
  }
  const nameOf = (row: Row) => JSON.stringify(key?.map((column) => row[column]) ?? row);
  const rows = new Map(before.rows.map((row) => [nameOf(row), row]));
  for (const row of more.rows) {
    const other = rows.get(nameOf(row)) ?? row;
    if (JSON.stringify(other) !== JSON.stringify(row)) {
      throw new Error(`Table ${name}: two notebooks show different rows for ${nameOf(row)}.`);
    }
    rows.set(nameOf(row), row);
  }
  return { name, key, rows: [...rows.values()] };
}

/** Enough to quote, few enough that another processor's last bits do not show. */
const DIGITS = 6;

/** Rows with their fractions cut to six significant digits. */
export function steady(rows: readonly Row[]): Row[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => [
        column,
        typeof value === 'number' && !Number.isInteger(value) ? rounded(value, DIGITS) : value,
      ]),
    ),
  );
}
