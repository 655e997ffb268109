import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from './atomic-file';
import { decodeLogits, encodeLogits } from './float16';
import { readRows } from './read-file';
import { runFolder, runsFolder } from './run-store';
import { hasTestAnswers } from './test-answers';

/**
 * What the logits of the test images are of: the images as they are, or the mean over six views of each image, which
 * only runs have that were evaluated so (`npm run evaluate`).
 */
export type TestInput = 'images' | 'views';

/** Names of the files within a run's folder. */
const files: Readonly<Record<TestInput, string>> = {
  images: 'test-logits.bin',
  views: 'test-views-logits.bin',
};
/** Ten classes in float16. */
const ROW_BYTES = 20;

/** Writes a run's test logits, little-endian float16, [images, classes]. */
export function writeTestLogits(
  id: string,
  logits: Float32Array,
  runs = runsFolder(),
  of: TestInput = 'images',
): void {
  const bits = encodeLogits(logits);
  const bytes = Buffer.alloc(bits.length * 2);
  bits.forEach((value, index) => {
    bytes.writeUInt16LE(value, index * 2);
  });
  writeAtomically(join(runFolder(id, runs), files[of]), bytes);
}

/** Whether a run was evaluated on six views of each test image. */
export function hasViewLogits(id: string, runs = runsFolder()): boolean {
  return existsSync(join(runFolder(id, runs), files.views));
}

/**
 * Reads a run's test logits, [images, 10], the row's maximum being 0.
 * @throws when the run keeps only its answers, when the file is cut or a pointer of Git LFS, with the way out
 */
export function readTestLogits(
  id: string,
  runs = runsFolder(),
  of: TestInput = 'images',
): Float32Array {
  const file = join(runFolder(id, runs), files[of]);
  if (of === 'images' && !existsSync(file) && hasTestAnswers(id, runs)) {
    throw new Error(
      `${id} keeps its answers alone, not its test logits; make those with npm run reproduce -- ${id} --keep <folder>.`,
    );
  }
  const bytes = readRows(file, ROW_BYTES);
  const bits = new Uint16Array(bytes.length / 2);
  for (let index = 0; index < bits.length; index++) bits[index] = bytes.readUInt16LE(index * 2);
  return decodeLogits(bits);
}
