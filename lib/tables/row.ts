/** A cell of a table; null where there is nothing to say. */
export type Cell = string | number | boolean | null;

/** One line of a tidy table: one observation, a column each quantity, units in the names. */
export type Row = Readonly<Record<string, Cell>>;

/** A row that a function makes; its columns are explained where they are filled. */
export type RowOf<F extends (...args: never[]) => readonly Row[]> = Readonly<ReturnType<F>[number]>;

/**
 * A number without the noise of its last bits, which differ between processors.
 * @param digits significant digits kept
 */
export function rounded(value: number, digits = 6): number {
  return Number(value.toPrecision(digits));
}

/** The same; null of what was not measured. */
export function roundedOrNull(value: number | undefined): number | null {
  return value === undefined ? null : rounded(value);
}
