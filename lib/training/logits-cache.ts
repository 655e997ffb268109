import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, writeFailure } from '../store/atomic-file';

/** A file of entries, one a place: half-precision logits of one view of one image, and a check. */
export interface LogitsCache {
  /** The entry at a place, to be used before the next read; undefined when missing, torn or altered. */
  readonly read: (place: number) => Uint16Array | undefined;
  readonly write: (place: number, entry: Uint16Array) => void;
  readonly close: () => void;
}

/**
 * Opens a cache, made where it is missing. Several processes may fill one at a time; nothing is locked.
 * @throws when the file cannot be opened or written, naming it and the way out
 */
export function openLogitsCache(file: string, classes: number): LogitsCache {
  makeFolder(dirname(file));
  const descriptor = opened(file);
  const words = new Uint16Array(classes + 1);
  const bytes = new Uint8Array(words.buffer);
  return {
    read: (place) => {
      const read = readSync(descriptor, bytes, 0, bytes.length, place * bytes.length);
      const entry = words.subarray(0, classes);
      return read === bytes.length && words[classes] === checkOf(entry, place) ? entry : undefined;
    },
    write: (place, entry) => {
      words.set(entry);
      words[classes] = checkOf(entry, place);
      try {
        writeSync(descriptor, bytes, 0, bytes.length, place * bytes.length);
      } catch (error) {
        throw writeFailure(file, error);
      }
    },
    close: () => closeSync(descriptor),
  };
}

function opened(file: string): number {
  try {
    closeSync(openSync(file, 'a'));
    return openSync(file, 'r+');
  } catch (error) {
    throw writeFailure(file, error);
  }
}

/** Sixteen bits of an FNV-1a hash over entry and place; never 0, so that an unwritten entry never looks valid. */
function checkOf(entry: Uint16Array, place: number): number {
  let hash = 0x811c9dc5 ^ place;
  for (const word of entry) hash = Math.imul(hash ^ word, 0x01000193);
  return (hash ^ (hash >>> 16)) & 0xffff || 1;
}
