import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../../lib/training/checkpoint-file';

const header = { id: 'trial-s0', steps: 3 };
const arrays = [Float32Array.of(1, -2.5, Number.NaN), Float32Array.of(), Float32Array.of(7)];
const whole = encodeCheckpoint(header, arrays);

function faultOf(bytes: Buffer): string {
  const content = decodeCheckpoint(bytes);
  return content.kind === 'damaged' ? content.fault : 'none';
}

describe('a checkpoint file', () => {
  it('gives back header and arrays', () => {
    expect(decodeCheckpoint(whole)).toEqual({ kind: 'whole', header, arrays });
  });

  it('is refused with any one bit flipped, wherever that is', () => {
    for (let place = 0; place < whole.length; place++) {
      for (const mask of [1, 128]) {
        const flipped = Buffer.from(whole);
        flipped.writeUInt8(flipped.readUInt8(place) ^ mask, place);
        expect(faultOf(flipped), `byte ${place}`).toMatch(/^(has|begins with) .*, expected /);
      }
    }
  });

  it('is refused when cut anywhere, or continued, with both lengths', () => {
    for (let length = 0; length < whole.length; length++) {
      expect(faultOf(whole.subarray(0, length))).toContain(`has ${length} bytes, expected `);
    }
    const longer = Buffer.concat([whole, Buffer.from('x')]);
    expect(faultOf(longer)).toBe(
      `has ${whole.length + 1} bytes, expected ${whole.length} as its header states`,
    );
  });

  it('is refused when it is something else', () => {
    expect(faultOf(Buffer.alloc(5000, 'garbage '))).toBe(
      'begins with "garbage ", expected "KDSTATE2"',
    );
  });

  it('is refused in the format that had no checksum', () => {
    const text = Buffer.from('{"environment":{"threads":1},"lengths":[]}');
    const size = Buffer.alloc(4);
    size.writeUInt32LE(text.length);
    expect(faultOf(Buffer.concat([size, text]))).toContain('is in an older format');
  });
});
