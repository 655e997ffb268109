import { describe, expect, it } from 'vitest';
import { type DatasetArrays, datasetFromArrays, type ImageArrays } from '../../lib/data/dataset';
import { imageAt } from '../../lib/data/subset';

const classNames = ['circle', 'square', 'star'];

/** Images of one value each, labels in turn. */
function images(count: number, valueAt: (index: number) => number = (index) => index): ImageArrays {
  return {
    images: Uint8Array.from({ length: count * 3072 }, (_, at) => valueAt(Math.floor(at / 3072))),
    labels: Array.from({ length: count }, (_, index) => index % 3),
  };
}

const arrays: DatasetArrays = { training: images(60), test: images(6), classNames };
const refusal = (changed: object) => () => datasetFromArrays({ ...arrays, ...changed });

describe('datasetFromArrays', () => {
  it('keeps a tenth of each class for validation, the same by the same seed', () => {
    const { training, validation, test } = datasetFromArrays(arrays);
    expect([training, validation, test].map(({ labels }) => labels.length)).toEqual([54, 6, 6]);
    expect([...validation.labels].sort()).toEqual([0, 0, 1, 1, 2, 2]);
    expect(datasetFromArrays(arrays).validation.places).toEqual(validation.places);
    const other = datasetFromArrays({ ...arrays, seed: 1 }).validation;
    expect(other.places).not.toEqual(validation.places);
  });

  it('keeps each image with its label and holds every training image once', () => {
    const { training, validation } = datasetFromArrays(arrays);
    const seen = [training, validation].flatMap((set) =>
      [...set.labels].map((label, index) => {
        const [value = 0] = imageAt(set, index);
        expect(label).toBe(value % 3);
        return value;
      }),
    );
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, index) => index));
  });

  it('takes validation images that are given and then trains on all training images', () => {
    const { training, validation } = datasetFromArrays({ ...arrays, validation: images(3) });
    expect([training.labels.length, validation.labels.length]).toEqual([60, 3]);
  });

  it('normalises all sets by the mean and deviation of the training images, computed by hand', () => {
    // Half of the images are 0 and half 255: mean 1/2, deviation 1/2, whatever validation and test hold.
    const training = images(4, (index) => (index % 2) * 255);
    const bright = images(3, () => 255);
    const made = datasetFromArrays({ ...arrays, training, validation: bright, test: bright });
    expect(made.normalisation).toEqual({ mean: [0.5, 0.5, 0.5], sd: [0.5, 0.5, 0.5] });
    for (const set of [made.training, made.validation, made.test]) {
      expect(set.normalisation).toBe(made.normalisation);
      expect(set.classes).toBe(3);
    }
  });

  it('takes a normalisation that is given', () => {
    const normalisation = { mean: [0.1, 0.2, 0.3], sd: [1, 2, 3] } as const;
    expect(datasetFromArrays({ ...arrays, normalisation }).training.normalisation).toBe(
      normalisation,
    );
  });

  it('has the checksum of its content: any change of it changes the checksum', () => {
    const { checksum } = datasetFromArrays(arrays);
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(datasetFromArrays({ ...arrays, test: images(6) }).checksum).toBe(checksum);
    const normalisation = { mean: [0.1, 0.2, 0.3], sd: [1, 2, 3] } as const;
    const changes: readonly Partial<DatasetArrays>[] = [
      { test: images(6, (index) => (index === 5 ? 6 : index)) },
      { test: { ...images(6), labels: [0, 1, 2, 0, 1, 1] } },
      { test: images(5) },
      { validation: images(3) },
      { seed: 1 },
      { classNames: ['circle', 'square', 'moon'] },
      { normalisation },
    ];
    const all = changes.map((change) => datasetFromArrays({ ...arrays, ...change }).checksum);
    expect(new Set([checksum, ...all]).size).toBe(changes.length + 1);
  });

  it('refuses a label that names no class, with its image', () => {
    for (const label of [3, -1, 256, 0.5, Number.NaN]) {
      const test = { ...images(2), labels: [0, label] };
      expect(refusal({ test })).toThrow(
        `Image 1 of the test set has label ${label}; expected 0 to 2, for 3 classes.`,
      );
    }
  });

  it('refuses sizes that disagree, empty sets and images that are no bytes', () => {
    expect(refusal({ training: { ...images(2), labels: [0] } })).toThrow(
      /training set has 1 labels: expected 3072 values .* got 6144/,
    );
    expect(refusal({ validation: images(0) })).toThrow('The validation set has no images');
    const floats = { images: new Float32Array(3072), labels: [0] };
    expect(refusal({ test: floats })).toThrow('The test images must be a Uint8Array');
  });

  it('refuses class names that are too few, too many or not distinct', () => {
    expect(refusal({ classNames: ['one'] })).toThrow('Expected 2 to 256 classes, got 1.');
    const many = Array.from({ length: 257 }, (_, index) => `class ${index}`);
    expect(refusal({ classNames: many })).toThrow('got 257');
    expect(refusal({ classNames: ['a', 'b', 'a'] })).toThrow('Class a is named twice');
  });

  it('refuses a class of one training image that validation would take', () => {
    const training = { ...images(3), labels: [0, 0, 1] };
    expect(refusal({ training })).toThrow('Class square has 1 training image; expected at least 2');
  });

  it('refuses a channel that leaves nothing to normalise by', () => {
    const training = images(6, () => 7);
    expect(refusal({ training })).toThrow(/red channel .* deviation 0.* give a normalisation/);
    const normalisation = { mean: [0, 0, Number.NaN], sd: [1, 1, 1] };
    expect(refusal({ normalisation })).toThrow('blue channel has mean NaN');
  });
});
