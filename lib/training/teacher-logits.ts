import { closeSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { imageValues } from '../data/batch-file';
import type { Network } from '../engine/network';
import { tf } from '../engine/tensorflow';
import { decodeLogits, encodeLogits } from '../store/float16';

const CLASSES = 10;

/** Every pass through the teacher has this many images, so that none depends on its company. */
const TEACHER_BATCH = 128;

/** A batch as the teacher sees it. */
export interface TeacherBatch {
  /** [batch] places in the training set */
  readonly indices: Int32Array;
  /** [batch] view numbers; none where nothing is varied */
  readonly views: Uint16Array | undefined;
  /** [batch, 32, 32, 3], normalised, in those views */
  readonly images: Float32Array;
}

/**
 * What a teacher says of a batch: [batch, 10] logits up to a constant a row, rounded to half precision
 * with the row's maximum at 0. Rounding makes an answer out of the cache and a fresh one the same bits.
 */
export type TeacherLogits = (batch: TeacherBatch) => Float32Array;

/** Asks the teacher each time, in inference mode. */
export function freshTeacherLogits(teacher: Network): TeacherLogits {
  return ({ images }) => decodeLogits(encodedLogits(teacher, images));
}

/**
 * Asks the teacher once a view and remembers its answer in a file, [images, views] entries of ten
 * half-precision logits and a check. An entry that is missing, torn or altered is made anew, so that
 * several runs may fill one file at a time: they write the same bytes. Nothing is locked.
 * @param teacher asked for what the file lacks
 * @param file made where it is missing; it holds no data where nothing was asked
 * @param views how many views an image has
 */
export function cachedTeacherLogits(
  teacher: Network,
  file: string,
  views: number,
): { readonly logits: TeacherLogits; readonly close: () => void } {
  const cache = openCache(file);
  const logits: TeacherLogits = (batch) => {
    const placeOf = (example: number): number =>
      (batch.indices[example] as number) * views + (batch.views?.[example] ?? 0);
    const bits = new Uint16Array(batch.indices.length * CLASSES);
    const missing: number[] = [];
    for (let example = 0; example < batch.indices.length; example++) {
      const entry = cache.read(placeOf(example));
      if (entry === undefined) missing.push(example);
      else bits.set(entry, example * CLASSES);
    }
    if (missing.length > 0) {
      const answers = encodedLogits(teacher, pickImages(batch.images, missing));
      missing.forEach((example, row) => {
        const entry = answers.subarray(row * CLASSES, (row + 1) * CLASSES);
        cache.write(placeOf(example), entry);
        bits.set(entry, example * CLASSES);
      });
    }
    return decodeLogits(bits);
  };
  return { logits, close: cache.close };
}

/** [images, 10] half-precision bits. */
function encodedLogits(teacher: Network, images: Float32Array): Uint16Array {
  const count = images.length / imageValues;
  const encoded = new Uint16Array(count * CLASSES);
  for (let start = 0; start < count; start += TEACHER_BATCH) {
    const part = images.subarray(start * imageValues, (start + TEACHER_BATCH) * imageValues);
    const full = new Float32Array(TEACHER_BATCH * imageValues); // what is left over stays zero
    full.set(part);
    tf.tidy(() => {
      const input = tf.tensor4d(full, [TEACHER_BATCH, 32, 32, 3], 'float32');
      const values = teacher.forward(input, false).output(teacher.outputLayer).dataSync();
      const wanted = (values as Float32Array).subarray(0, (part.length / imageValues) * CLASSES);
      encoded.set(encodeLogits(wanted), start * CLASSES);
    });
  }
  return encoded;
}

function pickImages(images: Float32Array, examples: readonly number[]): Float32Array {
  if (examples.length * imageValues === images.length) return images;
  const picked = new Float32Array(examples.length * imageValues);
  examples.forEach((example, row) => {
    const image = images.subarray(example * imageValues, (example + 1) * imageValues);
    picked.set(image, row * imageValues);
  });
  return picked;
}

/** A file of entries: ten numbers and a check of 16 bits that is never 0, so that a hole is no entry. */
function openCache(file: string) {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a'));
  const descriptor = openSync(file, 'r+');
  const words = new Uint16Array(CLASSES + 1);
  const bytes = new Uint8Array(words.buffer);
  return {
    read: (place: number): Uint16Array | undefined => {
      const read = readSync(descriptor, bytes, 0, bytes.length, place * bytes.length);
      const entry = words.subarray(0, CLASSES);
      return read === bytes.length && words[CLASSES] === checkOf(entry, place) ? entry : undefined;
    },
    write: (place: number, entry: Uint16Array): void => {
      words.set(entry);
      words[CLASSES] = checkOf(entry, place);
      writeSync(descriptor, bytes, 0, bytes.length, place * bytes.length);
    },
    close: () => closeSync(descriptor),
  };
}

/** Sixteen bits of an FNV-1a hash over entry and place, never 0. */
function checkOf(entry: Uint16Array, place: number): number {
  let hash = 0x811c9dc5 ^ place;
  for (const word of entry) hash = Math.imul(hash ^ word, 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xffff || 1;
}
