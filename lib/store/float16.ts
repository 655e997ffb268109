const floatView = new Float32Array(1);
const bitsView = new Uint32Array(floatView.buffer);

/** The nearest IEEE 754 half-precision number's bits, ties to even. */
export function toFloat16Bits(value: number): number {
  floatView[0] = value;
  const bits = bitsView[0] as number;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // NaN
  if (magnitude >= 0x477ff000) return sign | 0x7c00; // rounds to infinity
  if (magnitude < 0x38800000) {
    // Subnormal half: the value counted in units of 2^-24.
    const units = Math.abs(value) * 2 ** 24;
    const floor = Math.floor(units);
    const rest = units - floor;
    const up = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? 1 : 0;
    return sign | (floor + up);
  }
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

/** The number that half-precision bits stand for. */
export function fromFloat16Bits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The lowest finite half-precision number. */
const LOWEST = -65_504;

/**
 * Logits as half-precision bits, the row's maximum subtracted first: the winner becomes exactly 0 and
 * rounding cannot change it.
 * @param logits [images, classes] row by row
 * @returns [images, classes] bits
 */
export function encodeLogits(logits: Float32Array, classes = 10): Uint16Array {
  if (logits.length % classes !== 0) {
    throw new RangeError(`encodeLogits: ${logits.length} values do not make rows of ${classes}`);
  }
  const bits = new Uint16Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const maximum = Math.max(...row);
    const winner = row.indexOf(maximum);
    row.forEach((value, column) => {
      // Another class that rounds to the maximum is pushed one step below it; one that lies out of reach stays at the
      // lowest finite number, whose probability is 0 as well.
      const encoded = toFloat16Bits(Math.max(value - maximum, LOWEST));
      const tied = column < winner && (encoded & 0x7fff) === 0;
      bits[start + column] = tied ? 0x8001 : encoded;
    });
  }
  return bits;
}

/** The logits that `encodeLogits` wrote, up to a constant a row. */
export function decodeLogits(bits: Uint16Array): Float32Array {
  numbers ??= Float32Array.from({ length: 2 ** 16 }, (_, value) => fromFloat16Bits(value));
  const logits = new Float32Array(bits.length);
  for (let index = 0; index < bits.length; index++) {
    logits[index] = numbers[bits[index] as number] as number;
  }
  return logits;
}

/** The number of every bit pattern; looking one up is several times faster than working it out. */
let numbers: Float32Array | undefined;
