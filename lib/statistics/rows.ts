import { requireValues } from './finite';

/**
 * How many rows a flat table of finite values holds.
 * @param name who asks, for the message
 * @param values [rows * columns]
 * @throws when the values do not make whole rows, there are none, or one is not finite
 */
export function rowCount(name: string, values: ArrayLike<number>, columns: number): number {
  if (!Number.isInteger(columns) || columns < 1 || values.length % columns !== 0) {
    throw new RangeError(`${name}: ${values.length} values do not make rows of ${columns}`);
  }
  requireValues(name, values, { columns });
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

/**
 * Checks that there is a class number for each image.
 * @param name who asks, for the message
 * @param labels [images]
 * @throws RangeError with both lengths, or with the first label that names no class and its place
 */
export function requireLabels(
  name: string,
  labels: ArrayLike<number>,
  { images, classes }: { readonly images: number; readonly classes: number },
): void {
  requireSameLength(name, images, labels.length);
  for (let image = 0; image < images; image++) {
    const label = labels[image] as number;
    if (Number.isInteger(label) && label >= 0 && label < classes) continue;
    throw new RangeError(
      `${name}: expected labels from 0 to ${classes - 1}, got ${label} at index ${image} of ${images}`,
    );
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
