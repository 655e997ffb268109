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
