import { readFileSync } from 'node:fs';
import { readFailure } from './atomic-file';
import { requireContent } from './lfs-pointer';

/**
 * A file's content.
 * @throws in one sentence when a folder stands in its place, naming it and the way out
 */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw readFailure(file, error);
  }
}

/**
 * The content of a file that may have been committed.
 * @throws as `readBytes`, and when Git LFS left a pointer in its place
 */
export function readCommitted(file: string): Buffer {
  const bytes = readBytes(file);
  requireContent(bytes, file);
  return bytes;
}

/**
 * The content of a committed file of rows of `rowBytes` bytes, at least one.
 * @throws as `readCommitted`, and when it was cut
 */
export function readRows(file: string, rowBytes: number): Buffer {
  const bytes = readCommitted(file);
  if (bytes.length === 0 || bytes.length % rowBytes !== 0) {
    throw new Error(
      `${file} has ${bytes.length} bytes, expected rows of ${rowBytes}; restore it with git checkout -- ${file}.`,
    );
  }
  return bytes;
}
