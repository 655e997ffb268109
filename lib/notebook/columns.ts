import type { Cell, Row } from '../tables/row';

/** Which columns of a table a reader sees, and under which names. */
export type Columns<T extends Row> = Readonly<Partial<Record<keyof T & string, string>>>;

/**
 * Some columns of a table, renamed, in the order of `columns`.
 * @example picked([{ model: 'teacher', accuracyPct: 83.13, seed: 0 }], { accuracyPct: 'accuracy (%)' })
 */
export function picked<T extends Row>(rows: readonly T[], columns: Columns<T>): Row[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(columns).map(([column, name]) => [name, row[column] as Cell]),
    ),
  );
}
