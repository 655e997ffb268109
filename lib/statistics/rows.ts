/**
 * How many rows a flat table holds.
 * @param name who asks, for the message
 * @param values [rows * columns]
 * @throws when the values do not make whole rows
 */
export function rowCount(name: string, values: ArrayLike<number>, columns: number): number {
  if (!Number.isInteger(columns) || columns < 1 || values.length % columns !== 0) {
    throw new RangeError(`${name}: ${values.length} values do not make rows of ${columns}`);
  }
  return values.length / columns;
}

/**
 * Holds that two lists are equally long.
 * @throws with both lengths when they are not
 */
export function requireSameLength(name: string, first: number, second: number): void {
  if (first !== second) {
    throw new RangeError(`${name}: expected two lists of one length, got ${first} and ${second}`);
  }
}

/** The column of the largest value of a row; the first of several equals. */
export function argMax(values: ArrayLike<number>, columns: number, row: number): number {
  const start = row * columns;
  let best = 0;
  for (let column = 1; column < columns; column++) {
    if ((values[start + column] as number) > (values[start + best] as number)) best = column;
  }
  return best;
}
