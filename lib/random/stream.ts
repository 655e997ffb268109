/**
 * Counter-based random streams: number i of a stream is a pure function of (seed, purpose, epoch, i),
 * so nothing random ever has to be saved and a resumed run sees the same numbers.
 *
 * Generator: Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers, as easy as 1, 2, 3; SC 2011).
 */

/** What a stream is used for; streams of different purposes are independent. */
export type Purpose =
  | 'init'
  | 'order'
  | 'augmentation'
  | 'dropout'
  | 'split'
  | 'resample'
  | 'own-weights'
  | 'teacher-answers';

/** A stream of random numbers that can be read at any position. */
export interface RandomStream {
  /** A uniform integer in [0, 2^32) at position `index` (an integer >= 0). */
  readonly uint32At: (index: number) => number;
  /** A uniform number in [0, 1), a multiple of 2^-32, at position `index`. */
  readonly uniformAt: (index: number) => number;
}

const purposeNumber: Readonly<Record<Purpose, number>> = {
  init: 1,
  order: 2,
  augmentation: 3,
  dropout: 4,
  split: 5,
  resample: 6,
  'own-weights': 7,
  'teacher-answers': 8,
};

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

export type Words4 = readonly [number, number, number, number];

/** High 32 bits of the 64-bit product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle % 0x10000);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}

/**
 * One block of Philox4x32-10.
 * @param counter four unsigned 32-bit words: the position
 * @param key two unsigned 32-bit words: which stream
 * @returns four unsigned 32-bit words
 */
export function philox4x32(counter: Words4, key: readonly [number, number]): Words4 {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0);
    const low0 = Math.imul(MULTIPLIER_0, c0) >>> 0;
    const high1 = multiplyHigh(MULTIPLIER_1, c2);
    const low1 = Math.imul(MULTIPLIER_1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/**
 * Opens the stream of a seed.
 * @param seed an integer in [0, 2^32)
 * @param purpose what the numbers are for
 * @param part which part of the purpose: the epoch of 'order' and 'augmentation', the variable of 'init' and 'own-weights', the
 * step of 'dropout', counted from the run's first
 * @throws when seed or part is not an integer in [0, 2^32)
 */
export function randomStream(seed: number, purpose: Purpose, part = 0): RandomStream {
  for (const [name, value] of Object.entries({ seed, part })) {
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** 32) {
      throw new RangeError(
        `randomStream: ${name} must be an integer from 0 to 2^32 - 1, got ${value}`,
      );
    }
  }
  const key: readonly [number, number] = [seed, purposeNumber[purpose]];
  let cachedBlock = -1;
  let words: Words4 = [0, 0, 0, 0];
  const uint32At = (index: number): number => {
    const block = Math.floor(index / 4);
    if (block !== cachedBlock) {
      words = philox4x32([block >>> 0, Math.floor(block / 2 ** 32), part, 0], key);
      cachedBlock = block;
    }
    return words[(index % 4) as 0 | 1 | 2 | 3];
  };
  return { uint32At, uniformAt: (index) => uint32At(index) / 2 ** 32 };
}
