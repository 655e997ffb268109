import { join } from 'node:path';
import { writeAtomically } from './atomic-file';
import { decodeLogits, encodeLogits } from './float16';
import { readCommitted } from './read-file';
import { runFolder, runsFolder } from './run-store';

/** Name of the file within a run's folder. */
const FILE = 'test-logits.bin';
/** Ten classes in float16. */
const ROW_BYTES = 20;

/** Writes a run's test logits, little-endian float16, [images, classes]. */
export function writeTestLogits(id: string, logits: Float32Array, runs = runsFolder()): void {
  const bits = encodeLogits(logits);
  const bytes = Buffer.alloc(bits.length * 2);
  bits.forEach((value, index) => {
    bytes.writeUInt16LE(value, index * 2);
  });
  writeAtomically(join(runFolder(id, runs), FILE), bytes);
}

/**
 * Reads a run's test logits, [images, 10], the row's maximum being 0.
 * @throws when the file is cut or a pointer of Git LFS, with the way out
 */
export function readTestLogits(id: string, runs = runsFolder()): Float32Array {
  const file = join(runFolder(id, runs), FILE);
  const bytes = readCommitted(file);
  if (bytes.length === 0 || bytes.length % ROW_BYTES !== 0) {
    throw new Error(
      `${file} has ${bytes.length} bytes, expected rows of ${ROW_BYTES}; restore it with git checkout -- ${file}.`,
    );
  }
  const bits = new Uint16Array(bytes.length / 2);
  for (let index = 0; index < bits.length; index++) bits[index] = bytes.readUInt16LE(index * 2);
  return decodeLogits(bits);
}
