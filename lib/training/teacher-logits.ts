import { fillBatch } from '../data/batch';
import { imageValues } from '../data/batch-file';
import type { ImageSet } from '../data/cifar10';
import type { Augmentation } from '../recipes/recipe';
import { decodeLogits } from '../store/float16';
import { openLogitsCache } from './logits-cache';
import { encodeAnswers, TEACHER_BATCH, type TeacherSource } from './teacher-source';

/** A batch as the teacher sees it. */
export interface TeacherBatch {
  /** [batch] places in the training set */
  readonly indices: Int32Array;
  /** [batch] view numbers; none where nothing is varied */
  readonly views: Uint16Array | undefined;
  /** [batch, 32, 32, 3], normalised, in those views */
  readonly images: Float32Array;
}

/** Images in views, without their pixels. */
export interface WantedViews {
  readonly set: ImageSet;
  readonly indices: Int32Array;
  readonly views: Uint16Array | undefined;
  readonly augmentation: Augmentation | undefined;
}

/** Called with the number of missing views answered so far; a promise is waited for. */
export type OnRemembered = (done: number, total: number) => void | Promise<void>;

/**
 * What a teacher says of a batch: [batch, classes] logits up to a constant a row, rounded to half precision
 * with the row's maximum at 0. Rounding makes an answer out of the cache and a fresh one the same bits.
 */
export type TeacherLogits = (batch: TeacherBatch) => Float32Array;

/** Asks the teacher each time. */
export function freshTeacherLogits(source: TeacherSource): TeacherLogits {
  return ({ images }) => decodeLogits(encodeAnswers(source, source.logitsOf(images)));
}

/** A teacher whose answers are remembered in a file. */
export interface RememberedLogits {
  readonly logits: TeacherLogits;
  /**
   * Asks for all views that are missing, in full batches: ahead of an epoch, whose views are known beforehand,
   * this asks less than batch by batch would, where one missing view costs a pass of 128.
   */
  readonly remember: (wanted: WantedViews, onRemembered?: OnRemembered) => Promise<void>;
  readonly close: () => void;
}

/**
 * Asks the teacher once a view and remembers its answer in a file, [images, views] entries of half-precision
 * logits and a check. An entry that is missing, torn or altered is made anew, so that several runs may fill one
 * file at a time: they write the same bytes.
 * @param source asked for what the file lacks
 * @param file made where it is missing; it holds no data where nothing was asked
 * @param views how many views an image has
 */
export function cachedTeacherLogits(
  source: TeacherSource,
  file: string,
  views: number,
): RememberedLogits {
  const { classes } = source;
  const cache = openLogitsCache(file, classes);
  const placeOf = (index: number, view = 0): number => index * views + view;
  const logits: TeacherLogits = (batch) => {
    const places = Array.from(batch.indices, (index, row) => placeOf(index, batch.views?.[row]));
    const bits = new Uint16Array(places.length * classes);
    const missing = places.flatMap((place, row) => {
      const entry = cache.read(place);
      if (entry === undefined) return [row];
      bits.set(entry, row * classes);
      return [];
    });
    if (missing.length === 0) return decodeLogits(bits);
    const answers = encodeAnswers(source, source.logitsOf(pickImages(batch.images, missing)));
    missing.forEach((row, answer) => {
      const entry = answers.subarray(answer * classes, (answer + 1) * classes);
      cache.write(places[row] as number, entry);
      bits.set(entry, row * classes);
    });
    return decodeLogits(bits);
  };
  const remember: RememberedLogits['remember'] = async (wanted, onRemembered) => {
    const { indices, views: viewOf } = wanted;
    const missing = Array.from(indices.keys()).filter(
      (row) => cache.read(placeOf(indices[row] as number, viewOf?.[row])) === undefined,
    );
    for (let start = 0; start < missing.length; start += TEACHER_BATCH) {
      logits(batchOf(wanted, missing.slice(start, start + TEACHER_BATCH)));
      await onRemembered?.(Math.min(start + TEACHER_BATCH, missing.length), missing.length);
      await new Promise(setImmediate); // lets an interrupt through
    }
  };
  return { logits, remember, close: cache.close };
}

/** Rows of what is wanted as a batch, its images filled. */
export function batchOf(wanted: WantedViews, rows: readonly number[]): TeacherBatch {
  const indices = Int32Array.from(rows, (row) => wanted.indices[row] as number);
  const { set, views: viewOf, augmentation } = wanted;
  const views = viewOf && Uint16Array.from(rows, (row) => viewOf[row] as number);
  const images = new Float32Array(indices.length * imageValues);
  fillBatch(images, set, indices, views, augmentation);
  return { indices, views, images };
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
