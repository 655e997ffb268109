import { beforeAll, describe, expect, it } from 'vitest';
import { type Cifar10, loadCifar10 } from '../../lib/data/cifar10';
import {
  channelHistograms,
  channelMean,
  channelSd,
  channelStatistics,
  classCounts,
} from '../../lib/data/image-statistics';

let cifar10: Cifar10;
beforeAll(async () => {
  cifar10 = await loadCifar10();
});

describe('channelStatistics', () => {
  it('gives the mean and the deviation of two pixels computed by hand', () => {
    // Red 0 and 255: mean 1/2, deviation 1/2. Green 51 twice: 1/5 and 0. Blue 102 and 204: 3/5 and 1/5.
    const set = { images: Uint8Array.of(0, 51, 102, 255, 51, 204), labels: new Uint8Array(1) };
    const { mean, sd } = channelStatistics(set);
    for (const [channel, expected] of [0.5, 0.2, 0.6].entries()) {
      expect(mean[channel]).toBeCloseTo(expected, 14);
    }
    for (const [channel, expected] of [0.5, 0, 0.2].entries()) {
      expect(sd[channel]).toBeCloseTo(expected, 14);
    }
  });

  it('gives the published numbers of the training images to eight digits', () => {
    const { mean, sd } = channelStatistics(cifar10.train);
    expect(mean.map((value) => value.toFixed(8))).toEqual([
      '0.49139968',
      '0.48215841',
      '0.44653091',
    ]);
    expect(sd.map((value) => value.toFixed(8))).toEqual(['0.24703223', '0.24348513', '0.26158784']);
    expect(mean.map((value) => Number(value.toFixed(8)))).toEqual([...channelMean]);
    expect(sd.map((value) => Number(value.toFixed(8)))).toEqual([...channelSd]);
  });
});

describe('channelHistograms', () => {
  it('counts every pixel of a channel once, under its value', () => {
    const set = { images: Uint8Array.of(3, 5, 7, 3, 5, 9), labels: new Uint8Array(1) };
    const [red, green, blue] = channelHistograms(set);
    expect([red[3], green[5], blue[7], blue[9]]).toEqual([2, 2, 1, 1]);
    for (const counts of channelHistograms(cifar10.test)) {
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10_000 * 1024);
    }
  });
});

describe('classCounts', () => {
  it('finds the classes balanced: 5,000 each for training, 1,000 each for the test', () => {
    expect(classCounts(cifar10.train)).toEqual(Array(10).fill(5000));
    expect(classCounts(cifar10.test)).toEqual(Array(10).fill(1000));
  });

  it('counts as many classes as a set has, and refuses labels beyond them', () => {
    const set = { images: new Uint8Array(0), labels: Uint8Array.of(2, 0, 2), classes: 4 };
    expect(classCounts(set)).toEqual([1, 0, 2, 0]);
    expect(() => classCounts({ ...set, classes: 2 })).toThrow('has label 2; expected 0 to 1');
  });
});
