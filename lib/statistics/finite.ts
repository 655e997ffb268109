/** What a list of values has to be. */
interface Wanted {
  /** How many values it takes at least; 1 unless told. */
  readonly least?: number;
  /** Length of a row where the list is a flat table: the place is then named by row and column as well. */
  readonly columns?: number;
}

/**
 * Checks that a list holds values, each of them finite. A statistic of NaN would be NaN at best; a comparison with
 * it is false, so that a test may call it significant.
 * @param name who asks, for the message
 * @throws RangeError with the number of values, or with the first value that is not finite and its place
 */
export function requireValues(
  name: string,
  values: ArrayLike<number>,
  { least = 1, columns }: Wanted = {},
): void {
  if (!(values.length >= least)) {
    const wanted = `${least} ${least === 1 ? 'value' : 'values'}`;
    throw new RangeError(`${name}: expected at least ${wanted}, got ${values.length}`);
  }
  for (let at = 0; at < values.length; at++) {
    if (Number.isFinite(values[at])) continue;
    const place =
      columns === undefined ? '' : ` (row ${Math.floor(at / columns)}, column ${at % columns})`;
    throw new RangeError(
      `${name}: expected finite values, got ${values[at]} at index ${at} of ${values.length}${place}; ` +
        'find out what made it, or leave it out and say so',
    );
  }
}

/**
 * Checks that a number is finite.
 * @param name who asks, for the message
 * @param what the number's own name
 * @throws RangeError with the number
 */
export function requireNumber(name: string, what: string, value: number): void {
  if (!Number.isFinite(value)) {
    throw new RangeError(`${name}: expected a finite ${what}, got ${value}`);
  }
}

/**
 * Checks the confidence of an interval.
 * @param name who asks, for the message
 * @throws RangeError unless it lies strictly between 0 and 1
 */
export function requireLevel(name: string, level: number): void {
  if (!(level > 0 && level < 1)) {
    throw new RangeError(
      `${name}: expected a confidence strictly between 0 and 1, such as 0.95, got ${level}`,
    );
  }
}
