/**
 * The numbers that fill the whole networks of the golden values, the same as in make_golden.py:
 * number k of a stream is lowbias32(k + stream · 0x9E3779B9) / 2^31 - 1 (C. Wellons, hash-prospector).
 * @param count how many numbers
 * @returns [count] in [-1, 1)
 */
export function formulaNumbers(stream: number, count: number): Float64Array {
  const offset = Math.imul(stream, 0x9e3779b9);
  const numbers = new Float64Array(count);
  for (let k = 0; k < count; k++) numbers[k] = lowbias32(k + offset) / 2 ** 31 - 1;
  return numbers; // a loop: the teacher has millions, and Float64Array.from takes ten times as long
}

function lowbias32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** What make_golden.py says of one parameter. */
export interface GoldenParameter {
  readonly kind: string;
  readonly shape: readonly number[];
  readonly bound?: number;
}

/**
 * The start of parameter number `number`, TensorFlow layout, row by row: bound · u for kernels and
 * biases, 1 + u / 10 for gamma, u / 10 for beta.
 */
export function formulaParameter(number: number, parameter: GoldenParameter): Float32Array {
  const count = parameter.shape.reduce((product, side) => product * side, 1);
  const u = formulaNumbers(number, count);
  const { kind, bound } = parameter;
  if (kind === 'gamma') return new Float32Array(u.map((value) => 1 + 0.1 * value));
  if (kind === 'beta') return new Float32Array(u.map((value) => 0.1 * value));
  if (bound === undefined) throw new Error(`formulaParameter: ${kind} needs a bound`);
  return new Float32Array(u.map((value) => bound * value));
}

/** The input images [batch, 32, 32, 3]: image n is spread evenly over ±(1 + n). */
export function formulaImages(stream: number, batch: number): Float32Array {
  const values = 3072;
  return Float32Array.from(
    formulaNumbers(stream, batch * values),
    (value, k) => (1 + Math.floor(k / values)) * value,
  );
}

/** Σ gradient[k] · u(probeStream + number, k): a dot product that notices any permutation. */
export function formulaProbe(
  gradient: ArrayLike<number>,
  probeStream: number,
  number: number,
): number {
  const u = formulaNumbers(probeStream + number, gradient.length);
  let sum = 0;
  for (let k = 0; k < u.length; k++) sum += (u[k] as number) * (gradient[k] as number);
  return sum;
}
