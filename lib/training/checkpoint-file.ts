import { createHash } from 'node:crypto';

/** The last character is the format's version. */
const MAGIC = 'KDSTATE2';
/** Total length in bytes, as a 64-bit integer, comes after the magic. */
const LENGTH_AT = MAGIC.length;
/** SHA-256 of the file without these 32 bytes. */
const CHECKSUM_AT = LENGTH_AT + 8;
/** Length of the header in bytes, then the header as JSON, then the arrays. */
const HEADER_LENGTH_AT = CHECKSUM_AT + 32;
const HEADER_AT = HEADER_LENGTH_AT + 4;
/** How files began that had neither length nor checksum, from their fifth byte on. */
const OLD_START = '{"environment"';

/** What a checkpoint file holds, or what is wrong with it. */
export type CheckpointContent =
  | {
      readonly kind: 'whole';
      readonly header: unknown;
      readonly arrays: readonly Float32Array[];
    }
  /** `fault` completes the sentence "<file> ...". */
  | { readonly kind: 'damaged'; readonly fault: string };

interface Packed {
  readonly header: unknown;
  /** Lengths of the float32 arrays that follow. */
  readonly lengths: readonly number[];
}

/**
 * A checkpoint as bytes: magic with version, total length, SHA-256 of everything else, header, arrays. Numbers are
 * little-endian.
 * @param header anything that JSON can hold
 */
export function encodeCheckpoint(header: unknown, arrays: readonly Float32Array[]): Buffer {
  const packed: Packed = { header, lengths: arrays.map(({ length }) => length) };
  const text = Buffer.from(JSON.stringify(packed));
  const start = Buffer.alloc(HEADER_AT);
  start.write(MAGIC, 'latin1');
  start.writeUInt32LE(text.length, HEADER_LENGTH_AT);
  const bytes = Buffer.concat([start, text, ...arrays.map(bytesOf)]);
  bytes.writeBigUInt64LE(BigInt(bytes.length), LENGTH_AT);
  checksumOf(bytes).copy(bytes, CHECKSUM_AT);
  return bytes;
}

/** The content of a checkpoint file; nothing of it is parsed before length and checksum are found right. */
export function decodeCheckpoint(bytes: Buffer): CheckpointContent {
  const fault = faultOf(bytes);
  if (fault !== undefined) return { kind: 'damaged', fault };
  const bodyAt = HEADER_AT + bytes.readUInt32LE(HEADER_LENGTH_AT);
  const { header, lengths } = JSON.parse(bytes.toString('utf8', HEADER_AT, bodyAt)) as Packed;
  let offset = bodyAt;
  const arrays = lengths.map((length) => {
    const copy = new Float32Array(length);
    new Uint8Array(copy.buffer).set(bytes.subarray(offset, offset + copy.byteLength));
    offset += copy.byteLength;
    return copy;
  });
  return { kind: 'whole', header, arrays };
}

function faultOf(bytes: Buffer): string | undefined {
  if (bytes.toString('latin1', 4, 4 + OLD_START.length) === OLD_START) {
    return 'is in an older format, without a checksum, so that damage would not show';
  }
  if (bytes.length < HEADER_AT) {
    return `has ${bytes.length} bytes, expected at least ${HEADER_AT}`;
  }
  const magic = bytes.toString('latin1', 0, MAGIC.length);
  if (magic !== MAGIC) return `begins with ${JSON.stringify(magic)}, expected "${MAGIC}"`;
  const length = bytes.readBigUInt64LE(LENGTH_AT);
  if (length !== BigInt(bytes.length)) {
    return `has ${bytes.length} bytes, expected ${length} as its header states`;
  }
  const stated = bytes.toString('hex', CHECKSUM_AT, HEADER_LENGTH_AT);
  const actual = checksumOf(bytes).toString('hex');
  return actual === stated ? undefined : `has SHA-256 ${actual}, expected ${stated}`;
}

function checksumOf(bytes: Buffer): Buffer {
  return createHash('sha256')
    .update(bytes.subarray(0, CHECKSUM_AT))
    .update(bytes.subarray(HEADER_LENGTH_AT))
    .digest();
}

function bytesOf(array: Float32Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}
