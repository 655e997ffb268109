import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Cifar10, loadCifar10 } from '../../lib/data/cifar10';
import { classCounts } from '../../lib/data/image-statistics';
import { type Split, splitTraining } from '../../lib/data/split';
import { imageAt, subset } from '../../lib/data/subset';

let cifar10: Cifar10;
let split: Split;
beforeAll(async () => {
  cifar10 = await loadCifar10();
  split = splitTraining(cifar10.train.labels);
});

/** Hash of little-endian int32. */
function hash(indices: Int32Array): string {
  const bytes = Buffer.alloc(indices.length * 4);
  indices.forEach((index, place) => {
    bytes.writeInt32LE(index, place * 4);
  });
  return createHash('sha256').update(bytes).digest('hex');
}

describe('splitTraining', () => {
  it('holds every training image exactly once, 45,000 for training and 5,000 for validation', () => {
    expect(split.training.length).toBe(45_000);
    expect(split.validation.length).toBe(5_000);
    const all = [...split.training, ...split.validation].sort((a, b) => a - b);
    expect(all.every((index, place) => index === place)).toBe(true);
  });

  it('gives validation 500 images of each class', () => {
    expect(classCounts(subset(cifar10.train, split.validation))).toEqual(Array(10).fill(500));
    expect(classCounts(subset(cifar10.train, split.training))).toEqual(Array(10).fill(4500));
  });

  it('is ascending', () => {
    for (const part of [split.training, split.validation]) {
      expect(part.every((index, place) => place === 0 || index > (part[place - 1] as number))).toBe(
        true,
      );
    }
  });

  it('takes validation from all over the training set, not from its head', () => {
    // Places of 5,000 draws from 50,000: mean 24,999.5, sd 14,434, standard error 194.
    const mean = split.validation.reduce((sum, index) => sum + index, 0) / 5000;
    expect(Math.abs(mean - 24_999.5)).toBeLessThan(5 * 194);
  });

  it('never changes: committed runs were trained on these images', () => {
    expect(hash(split.validation)).toBe(
      'e898c5b02e9df74a580736afc143bd10cd8001eb6dd6ebb52a12b223b5f7845f',
    );
    expect(hash(split.training)).toBe(
      '211703c34dfd9f84e9c4d3f559b5aa22c4868fca9e7f480c366e544622099c1a',
    );
  });

  it('is the same for the same seed and another for another', () => {
    expect(splitTraining(cifar10.train.labels, 0)).toEqual(split);
    expect(hash(splitTraining(cifar10.train.labels, 1).validation)).not.toBe(
      hash(split.validation),
    );
  });

  it('refuses labels that lack a class', () => {
    expect(() => splitTraining(cifar10.train.labels.subarray(0, 3000))).toThrow(
      /at least 500 images of class airplane, found \d+ among 3000 labels/,
    );
  });
});

describe('subset', () => {
  it('gives images with their labels in the order asked for', () => {
    const two = subset(cifar10.train, [7, 3]);
    expect([...two.labels]).toEqual([cifar10.train.labels[7], cifar10.train.labels[3]]);
    expect(imageAt(two, 0)).toEqual(imageAt(cifar10.train, 7));
    expect(imageAt(two, 1)).toEqual(imageAt(cifar10.train, 3));
  });

  it('of a subset counts in the subset', () => {
    const one = subset(subset(cifar10.train, [7, 3]), [1]);
    expect([...one.labels]).toEqual([cifar10.train.labels[3]]);
    expect(imageAt(one, 0)).toEqual(imageAt(cifar10.train, 3));
  });

  it('copies no image', () => {
    expect(subset(cifar10.train, [7, 3]).images.buffer).toBe(cifar10.train.images.buffer);
  });

  it('refuses an image that does not exist', () => {
    expect(() => subset(cifar10.test, [10_000])).toThrow('Image 10000: expected 0 to 9999.');
    const two = subset(cifar10.test, [7, 3]);
    expect(() => imageAt(two, 2)).toThrow('Image 2: expected 0 to 1.');
  });
});
