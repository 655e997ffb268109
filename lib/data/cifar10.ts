import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readFailure } from '../store/atomic-file';
import { projectRoot } from '../store/project-root';
import {
  type BatchFile,
  batchFault,
  batchFiles,
  batchImages,
  imagePixels,
  imageValues,
  recordBytes,
} from './batch-file';
import type { ImageSet } from './image-set';

export { imageSide, imageValues } from './batch-file';
export type { ImageSet } from './image-set';

/** The ten classes; a label is a place in this list. */
export const classNames = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/** The data set (Krizhevsky: Learning multiple layers of features from tiny images, 2009). */
export interface Cifar10 {
  /** 50,000 images, 5,000 a class. */
  readonly train: ImageSet;
  /** 10,000 images, 1,000 a class. */
  readonly test: ImageSet;
  /**
   * SHA-256 over the MD5s (lower-case hex, joined by newlines) that were computed from the six files
   * on loading: one number that names the data without hashing it twice.
   */
  readonly checksum: string;
}

/** Where the canonical batches live: data/cifar10 in the project. */
export function cifar10Folder(): string {
  return join(projectRoot(), 'data', 'cifar10');
}

const loaded = new Map<string, Promise<Cifar10>>();

/**
 * Reads CIFAR-10 and verifies size and MD5 of each file. A second call gives the same object.
 * @param folder where the six canonical batches are
 * @throws when a file is missing, truncated or altered, with the file, expected and found, and the way out
 */
export function loadCifar10(folder: string = cifar10Folder()): Promise<Cifar10> {
  const key = resolve(folder);
  const known = loaded.get(key);
  if (known) return known;
  const loading = readCifar10(key);
  loaded.set(key, loading);
  loading.catch(() => loaded.delete(key)); // so that the next call sees a repaired folder
  return loading;
}

/**
 * The 10,000 test images alone, verified as `loadCifar10` does. A second call gives the same object.
 * @throws as `loadCifar10`, for the one file
 */
export function loadTestImages(folder: string = cifar10Folder()): Promise<ImageSet> {
  const key = resolve(folder);
  const known = loadedTests.get(key) ?? loaded.get(key)?.then(({ test }) => test);
  if (known) return known;
  const loading = readTestImages(key);
  loadedTests.set(key, loading);
  loading.catch(() => loadedTests.delete(key));
  return loading;
}

const loadedTests = new Map<string, Promise<ImageSet>>();
const testBatch = batchFiles[5];

async function readTestImages(folder: string): Promise<ImageSet> {
  const test = emptySet(batchImages);
  decodeBatch(await readBatch(folder, testBatch), test, 0);
  return test;
}

async function readCifar10(folder: string): Promise<Cifar10> {
  const train = emptySet(5 * batchImages);
  const test = emptySet(batchImages);
  for (const [number, batch] of batchFiles.entries()) {
    const bytes = await readBatch(folder, batch);
    if (batch === testBatch) decodeBatch(bytes, test, 0);
    else decodeBatch(bytes, train, number * batchImages);
  }
  const md5s = batchFiles.map(({ md5 }) => md5).join('\n'); // each was just found in its file
  return { train, test, checksum: createHash('sha256').update(md5s).digest('hex') };
}

function emptySet(count: number): ImageSet {
  return {
    images: new Uint8Array(count * imageValues),
    labels: new Uint8Array(count),
    classes: classNames.length,
  };
}

async function readBatch(folder: string, batch: BatchFile): Promise<Uint8Array> {
  const file = join(folder, batch.name);
  if (!existsSync(file)) {
    throw new Error(`CIFAR-10 is not complete: ${file} is missing. Fetch it with: npm run setup`);
  }
  const bytes = await readFile(file).catch((error) => {
    throw readFailure(file, error);
  });
  const fault = batchFault(batch, bytes, file);
  if (fault) throw new Error(`${fault}. Delete ${folder} and fetch it again with: npm run setup`);
  return bytes;
}

/**
 * Decodes a canonical batch: planes become interleaved channels.
 * @param bytes records of label, [3, 32, 32]
 * @param set where labels and [32, 32, 3] images go
 * @param first place of the batch's first image in the set
 */
export function decodeBatch(bytes: Uint8Array, set: ImageSet, first: number): void {
  const count = Math.floor(bytes.length / recordBytes);
  for (let record = 0; record < count; record++) {
    const start = record * recordBytes;
    set.labels[first + record] = bytes[start] as number;
    const planes = bytes.subarray(start + 1, start + recordBytes);
    interleave(planes, set.images, (first + record) * imageValues, imagePixels);
  }
}

/** Planes [3, pixels] to pixels [pixels, 3]. */
function interleave(planes: Uint8Array, images: Uint8Array, start: number, pixels: number): void {
  let target = start;
  for (let pixel = 0; pixel < pixels; pixel++, target += 3) {
    images[target] = planes[pixel] as number;
    images[target + 1] = planes[pixel + pixels] as number;
    images[target + 2] = planes[pixel + 2 * pixels] as number;
  }
}
