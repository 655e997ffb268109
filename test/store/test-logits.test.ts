import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/random/stream';
import {
  decodeLogits,
  encodeLogits,
  fromFloat16Bits,
  toFloat16Bits,
} from '../../lib/store/float16';
import { readTestLogits, writeTestLogits } from '../../lib/store/test-logits';

const folder = mkdtempSync(join(tmpdir(), 'logits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('half precision', () => {
  it.each([
    [0, 0x0000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff], // the largest
    [2 ** -14, 0x0400], // the smallest normal
    [2 ** -24, 0x0001], // the smallest
    [1 / 3, 0x3555], // rounded down
    [1e6, 0x7c00], // infinity
    [1 + 2 ** -11, 0x3c00], // a tie goes to even
    [1 + 3 * 2 ** -11, 0x3c02],
  ])('encodes %d as IEEE 754 says', (value, bits) => {
    expect(toFloat16Bits(value)).toBe(bits);
  });

  it('gives every one of its numbers back', () => {
    for (let bits = 0; bits < 0x7c00; bits++) {
      expect(toFloat16Bits(fromFloat16Bits(bits))).toBe(bits);
    }
  });
});

describe('stored logits', () => {
  it('keep every winner, however close the second is', () => {
    const stream = randomStream(0, 'resample');
    const rows = Array.from({ length: 2000 }, (_, row) => {
      const logits = Array.from(
        { length: 10 },
        (_, at) => 20 * stream.uniformAt(row * 20 + at) - 10,
      );
      const winner = Math.floor(stream.uniformAt(row * 20 + 15) * 10);
      const second = Math.floor(stream.uniformAt(row * 20 + 16) * 10);
      logits[second] = 12;
      logits[winner] = 12 + 1e-6 * stream.uniformAt(row * 20 + 17);
      return Float32Array.from(logits);
    });
    for (const row of rows) {
      const decoded = decodeLogits(encodeLogits(row));
      expect(decoded.indexOf(Math.max(...decoded))).toBe(row.indexOf(Math.max(...row)));
    }
  });

  it('keep the first of two equal maxima as the winner', () => {
    const row = Float32Array.of(1, 3, 3, 0, 0, 0, 0, 0, 0, 0);
    const decoded = decodeLogits(encodeLogits(row));
    expect(decoded.indexOf(Math.max(...decoded))).toBe(1);
  });

  it('stay finite where a class lies further below than half precision reaches', () => {
    const decoded = decodeLogits(
      encodeLogits(Float32Array.of(0, -1e6, -3e38, 1, 0, 0, 0, 0, 0, 0)),
    );
    expect([...decoded.subarray(0, 4)]).toEqual([-1, -65_504, -65_504, 0]);
  });
  it('keep differences to the winner within half precision', () => {
    const row = Float32Array.of(5.25, -3.1, 0.7, 2, 2, 2, 2, 2, 2, 5);
    const decoded = decodeLogits(encodeLogits(row));
    row.forEach((value, at) => {
      expect(Math.abs((decoded[at] as number) - (value - 5.25))).toBeLessThan(8.35 * 2 ** -11);
    });
  });

  it('come back from their file', () => {
    const logits = Float32Array.from({ length: 30 }, (_, at) => (at * 7) % 10);
    writeTestLogits('trial', logits, folder);
    expect(Array.from(readTestLogits('trial', folder))).toEqual(
      Array.from(logits, (value) => value - 9),
    );
  });

  it('are the numbers that their bits stand for, whatever the bits', () => {
    const everyPattern = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
    const expected = Float32Array.from(everyPattern, fromFloat16Bits);
    const decoded = decodeLogits(everyPattern);
    expect(Buffer.from(decoded.buffer).equals(Buffer.from(expected.buffer))).toBe(true);
  });

  it('must make whole rows', () => {
    expect(() => encodeLogits(new Float32Array(11))).toThrow(/11 values do not make rows of 10/);
  });
});

describe('a file of test logits', () => {
  it('is refused when it is cut or a pointer of Git LFS', () => {
    const file = join(folder, 'cut', 'test-logits.bin');
    writeTestLogits('cut', new Float32Array(30), folder);
    truncateSync(file, 59);
    expect(() => readTestLogits('cut', folder)).toThrow(
      `${file} has 59 bytes, expected rows of 20; restore it with git checkout -- ${file}.`,
    );
    writeFileSync(file, 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 60\n');
    expect(() => readTestLogits('cut', folder)).toThrow(/is a Git LFS pointer .*: git lfs pull/);
  });
});
