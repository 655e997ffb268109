/** Eigenvalues with their unit eigenvectors, largest eigenvalue first. */
export interface Eigen {
  readonly values: Float64Array;
  /** [count, size], an eigenvector a row; its largest component is positive. */
  readonly vectors: Float64Array;
}

const SWEEPS = 50;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations, in an order that is always the
 * same, so that equal matrices give equal bits.
 * Source: Golub and Van Loan, Matrix Computations, section 8.5.
 * @param matrix [size, size], row by row
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const rest = matrix.slice();
  const vectors = Float64Array.from({ length: size * size }, (_, place) =>
    place % (size + 1) === 0 ? 1 : 0,
  );
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(rest, size) > 0; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotateAway(rest, vectors, { p, q, size });
    }
  }
  return sorted(rest, vectors, size);
}

/** Sum of the squares above the diagonal. */
function offDiagonal(matrix: Float64Array, size: number): number {
  return matrix.reduce(
    (sum, value, place) => (place % size > Math.floor(place / size) ? sum + value * value : sum),
    0,
  );
}

interface Plane {
  readonly p: number;
  readonly q: number;
  readonly size: number;
}

/** Rotates the plane of rows and columns p and q so that entry (p, q) becomes 0. */
function rotateAway(matrix: Float64Array, vectors: Float64Array, { p, q, size }: Plane): void {
  const at = (row: number, column: number) => matrix[row * size + column] as number;
  const corner = at(p, q);
  if (corner === 0) return;
  const ratio = (at(q, q) - at(p, p)) / (2 * corner);
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const turn = { cosine, sine: tangent * cosine };
  for (let k = 0; k < size; k++) rotatePair(matrix, k * size + p, k * size + q, turn);
  for (let k = 0; k < size; k++) rotatePair(matrix, p * size + k, q * size + k, turn);
  for (let k = 0; k < size; k++) rotatePair(vectors, p * size + k, q * size + k, turn);
  matrix[p * size + q] = 0;
  matrix[q * size + p] = 0;
}

function rotatePair(
  values: Float64Array,
  first: number,
  second: number,
  { cosine, sine }: { readonly cosine: number; readonly sine: number },
): void {
  const [a, b] = [values[first] as number, values[second] as number];
  values[first] = cosine * a - sine * b;
  values[second] = sine * a + cosine * b;
}

function sorted(diagonal: Float64Array, vectors: Float64Array, size: number): Eigen {
  const order = Array.from({ length: size }, (_, index) => index).sort(
    (a, b) => (diagonal[b * (size + 1)] as number) - (diagonal[a * (size + 1)] as number),
  );
  const rows = order.flatMap((index) => [
    ...withPositivePeak(vectors.subarray(index * size, (index + 1) * size)),
  ]);
  return {
    values: Float64Array.from(order, (index) => diagonal[index * (size + 1)] as number),
    vectors: Float64Array.from(rows),
  };
}

/** An eigenvector's sign is free: the one whose component of largest size is positive. */
function withPositivePeak(vector: Float64Array): Float64Array {
  const peak = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return peak < 0 ? vector.map((value) => -value) : vector;
}
