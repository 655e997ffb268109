import { cpus } from 'node:os';
import { describe, expect, it } from 'vitest';
import { hasBf16, processorName } from '../../lib/engine/processor';

const name = cpus()[0]?.model.trim() || 'unknown';

describe('processorName', () => {
  it('adds family and model of the first processor', () => {
    const cpuinfo =
      'processor\t: 0\ncpu family\t: 25\nmodel\t\t: 17\nmodel name\t: X\nmodel\t\t: 1\n';
    expect(processorName(cpuinfo)).toBe(`${name} (family 25, model 17)`);
  });
  it('is the plain name where they are not told', () => {
    expect(processorName('')).toBe(name);
  });
});

describe('hasBf16', () => {
  it('is so with AVX-512 or with AMX, and not with AVX-512 alone', () => {
    expect(hasBf16('flags\t\t: fpu avx512_bf16\n')).toBe(true);
    expect(hasBf16('flags\t\t: fpu amx_bf16 amx_tile\n')).toBe(true);
    expect(hasBf16('flags\t\t: fpu avx512f avx512_vnni\n')).toBe(false);
    expect(hasBf16('')).toBe(false);
  });
});
