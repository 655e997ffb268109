import { describe, expect, it } from 'vitest';
import { deviceSlug } from '../../bench/machine';
import { median, pairRatios, spread } from '../../bench/summary';

describe('median', () => {
  it('is the middle value, whatever the order', () => {
    expect(median([9, 1, 4])).toBe(4);
  });
  it('is the mean of the two middle values where the count is even', () => {
    expect(median([8, 1, 2, 5])).toBe(3.5);
  });
  it('refuses an empty list', () => {
    expect(() => median([])).toThrow('expected at least 1 value, got 0');
  });
});

describe('spread', () => {
  it('names the median between the smallest and the largest', () => {
    expect(spread([3, 7, 5])).toEqual({ median: 5, min: 3, max: 7 });
  });
});

describe('pairRatios', () => {
  it('does not notice a round in which the machine was half as fast', () => {
    expect(pairRatios([200, 100, 200], [100, 50, 100])).toEqual([2, 2, 2]);
  });
  it('refuses lists of different lengths', () => {
    expect(() => pairRatios([1], [1, 2])).toThrow('1 blocks against 2');
  });
});

describe('deviceSlug', () => {
  it('keeps what tells two machines apart', () => {
    expect(deviceSlug('AMD EPYC 7B13', 2)).toBe('amd-epyc-7b13-2-cores');
    expect(deviceSlug('AMD EPYC (family 25, model 17)', 2)).toBe(
      'amd-epyc-family-25-model-17-2-cores',
    );
    expect(deviceSlug('Intel(R) Xeon(R) CPU @ 2.80GHz', 8)).toBe('intel-xeon-8-cores');
    expect(deviceSlug('Intel(R) Xeon(R) Processor @ 2.80GHz (family 6, model 143)', 8)).toBe(
      'intel-xeon-family-6-model-143-8-cores',
    );
  });
});
