import { createHash } from 'node:crypto';
import { basename } from 'node:path';

/** Side of an image in pixels. */
export const imageSide = 32;
/** Pixels of an image. */
export const imagePixels = imageSide * imageSide;
/** Values of an image: 32 x 32 pixels of red, green and blue. */
export const imageValues = imagePixels * 3;
/** Bytes of a record in a canonical batch: the label, then the planes red, green and blue. */
export const recordBytes = 1 + imageValues;
/** Images in each canonical batch. */
export const batchImages = 10_000;
/** Bytes of each canonical batch. */
export const batchBytes = batchImages * recordBytes;

/** The six canonical binary batches in their order, with the MD5 of each file. */
export const batchFiles = [
  { name: 'data_batch_1.bin', md5: '5dd7e06a14cb22eb9f671a540d1b7c25' },
  { name: 'data_batch_2.bin', md5: '5ea93a67294ea407fff1d09f752e9692' },
  { name: 'data_batch_3.bin', md5: '942cd6a4bcdd0dd3c604fbe906cb4421' },
  { name: 'data_batch_4.bin', md5: 'ae636b3ba5c66a11e91e8cb52e771fcb' },
  { name: 'data_batch_5.bin', md5: '53f37980c15c3d472c316c40844f3f0d' },
  { name: 'test_batch.bin', md5: '803d5f7f4d78ea53de84dbe85f74fb6d' },
] as const;

/** A canonical batch: the name and MD5 of its file. */
export type BatchFile = (typeof batchFiles)[number];

/**
 * What is wrong with a batch's bytes, if anything.
 * @param file the file, for the message
 * @returns a sentence with expected and found, or undefined when the bytes are the canonical ones
 */
export function batchFault(batch: BatchFile, bytes: Uint8Array, file: string): string | undefined {
  const name = basename(file) === batch.name ? file : `${batch.name} made from ${file}`;
  if (bytes.length !== batchBytes) {
    return `${name}: expected ${batchBytes} bytes, found ${bytes.length}`;
  }
  const md5 = createHash('md5').update(bytes).digest('hex');
  return md5 === batch.md5 ? undefined : `${name}: expected MD5 ${batch.md5}, found ${md5}`;
}
