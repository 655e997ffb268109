import { formatP } from './format';
import type { Cell, Row } from './row';

/** How many digits behind the point a column shows; 'p' shows the probability of a test, null as a dash. */
export type ColumnFormat = number | 'p';

/** A column's title, alone or with its format. Without one, digits follow from the column's numbers. */
export type ColumnWords = string | readonly [title: string, format: ColumnFormat];

/** A table as notebooks, CSV files and numbers.json know it. */
export interface Table<T extends Row = Row> {
  /** A slug, the name of its CSV file. */
  readonly name: string;
  /**
   * The columns whose values name a row. A table that has them can be quoted: each other cell stands in numbers.json
   * as `<name>.<key>.<column>`.
   */
  readonly key?: readonly string[];
  /** What the table shows, and n. */
  readonly caption: string;
  /** The columns that a reader sees, in this order; the CSV file has all columns of the rows. */
  readonly columns: Readonly<Record<string, ColumnWords>>;
  readonly rows: readonly T[];
}

/** A table's words and digits, which may name columns of its rows only. */
interface Words<T extends Row> {
  readonly name: string;
  readonly key?: readonly (keyof T & string)[];
  readonly columns: Readonly<Partial<Record<keyof T & string, ColumnWords>>>;
}

/**
 * Declares a table: the one place for its name, its words and its digits.
 * @throws when the name is no slug, or two rows have the same key
 */
export function table<T extends Row>(
  declared: Words<T> & { readonly caption: string; readonly rows: readonly T[] },
): Table<T> {
  const { name, key, rows, columns, caption } = declared;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`Table "${name}": name must be a slug such as accuracy-by-class.`);
  }
  if (key !== undefined) requireOwnKeys(name, key, rows);
  const words = columns as Readonly<Record<string, ColumnWords>>;
  return { name, caption, columns: words, rows, ...(key === undefined ? {} : { key }) };
}

/** Declares a table whose rows come later; its caption may quote them. */
export function tableOf<T extends Row>({
  caption,
  ...words
}: Words<T> & { readonly caption: string | ((rows: readonly T[]) => string) }) {
  return (rows: readonly T[]): Table<T> =>
    table({ ...words, caption: typeof caption === 'string' ? caption : caption(rows), rows });
}

function requireOwnKeys(name: string, key: readonly string[], rows: readonly Row[]): void {
  const names = rows.map((row) => key.map((column) => row[column]).join(', '));
  names.forEach((own, at) => {
    const first = names.indexOf(own);
    if (first === at) return;
    throw new Error(
      `Table ${name}: rows ${first} and ${at} are both named ${own}; expected ${key.join(' and ')} to name one row.`,
    );
  });
}

/** A column's title. */
export function columnTitle(words: ColumnWords): string {
  return typeof words === 'string' ? words : words[0];
}

/** A cell of a column whose format is 'p': "0.031", "< 0.001", or null. */
export function shownP(value: Cell): Cell {
  return typeof value === 'number' ? formatP(value) : value;
}
