import { describe, expect, it } from 'vitest';
import { permutation } from '../../lib/random/permutation';
import { philox4x32, randomStream } from '../../lib/random/stream';

describe('philox4x32', () => {
  // Known answers of the authors' library Random123 (tests/kat_vectors, philox4x32 10 rounds).
  it('gives the published answer for zeros', () => {
    expect(philox4x32([0, 0, 0, 0], [0, 0])).toEqual([
      0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8,
    ]);
  });
  it('gives the published answer for all bits set', () => {
    const f = 0xffffffff;
    expect(philox4x32([f, f, f, f], [f, f])).toEqual([
      0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd,
    ]);
  });
  it('gives the published answer for the digits of pi', () => {
    expect(
      philox4x32([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]),
    ).toEqual([0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]);
  });
});

describe('randomStream', () => {
  it('gives the same number at a position whatever was read before', () => {
    const inOrder = randomStream(7, 'order', 3);
    const first = Array.from({ length: 9 }, (_, index) => inOrder.uint32At(index));
    const backwards = randomStream(7, 'order', 3);
    expect([...first.keys()].reverse().map((index) => backwards.uint32At(index))).toEqual(
      [...first].reverse(),
    );
  });
  it('differs between seeds, purposes and parts', () => {
    const heads = [
      randomStream(0, 'order', 0),
      randomStream(1, 'order', 0),
      randomStream(0, 'init', 0),
      randomStream(0, 'order', 1),
    ].map((stream) => stream.uint32At(0));
    expect(new Set(heads).size).toBe(4);
  });
  it('is uniform: mean 1/2 and variance 1/12 within five standard errors', () => {
    const stream = randomStream(1, 'resample');
    const values = Array.from({ length: 20_000 }, (_, index) => stream.uniformAt(index));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(20_000));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan((5 * Math.sqrt(1 / 180)) / Math.sqrt(20_000));
  });
  it('refuses a negative or fractional seed', () => {
    expect(() => randomStream(-1, 'init')).toThrow(/seed.*-1/);
    expect(() => randomStream(0.5, 'init')).toThrow(/seed.*0\.5/);
  });
});

describe('permutation', () => {
  it('holds every index once', () => {
    const order = permutation(randomStream(0, 'order', 1), 1000);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });
  it('puts each index in each place equally often', () => {
    const counts = new Map<string, number>();
    for (let epoch = 0; epoch < 6000; epoch++) {
      const key = permutation(randomStream(0, 'order', epoch), 3).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) {
      expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000 * (5 / 6)));
    }
  });
});
