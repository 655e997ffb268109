import { describe, expect, it } from 'vitest';
import { loadCifar10 } from '../../lib/data/cifar10';
import {
  augmentationRows,
  channelRows,
  classCountRows,
  sampleRows,
} from '../../lib/notebook/data-rows';
import {
  dataIsBalanced,
  normalisationIsOfTheData,
  splitIsClean,
} from '../../lib/results/data-checks';

describe('rows of the data notebook', () => {
  it('sampleRows draws ten different images of each class, the same each time', async () => {
    const { train } = await loadCifar10();
    const rows = sampleRows(train);
    expect(rows.map((row) => new Set(row.pictures).size)).toEqual(new Array(10).fill(10));
    expect(sampleRows(train)).toEqual(rows);
  });

  it('classCountRows counts 4,500 training, 500 validation and 1,000 test images a class', async () => {
    const rows = classCountRows(await loadCifar10());
    expect(rows).toHaveLength(30);
    expect(new Set(rows.map((row) => `${row.split} ${row.images}`))).toEqual(
      new Set(['training 4500', 'validation 500', 'test 1000']),
    );
  });

  it('augmentationRows describes its views: shifts of at most four pixels, some mirrored', async () => {
    const { train } = await loadCifar10();
    const rows = augmentationRows(train, { crop: 4, padding: 'zero', flip: true });
    const words = rows.flatMap((row) => row.views.map((view) => view.description));
    expect(words).toHaveLength(40);
    for (const text of words) {
      expect(text).toMatch(/^(as it is|([1-4] (left|right|up|down)|mirrored)(, .*)?)$/);
    }
    expect(words.some((text) => text.endsWith('mirrored'))).toBe(true);
  });

  it('the real images pass every check of the notebook, and altered ones do not', async () => {
    const cifar = await loadCifar10();
    expect(dataIsBalanced(cifar)).toBe(true);
    expect(splitIsClean(cifar.train)).toBe(true);
    expect(normalisationIsOfTheData(cifar.train)).toBe(true);
    expect(normalisationIsOfTheData(cifar.test)).toBe(false);
    const [red] = channelRows(cifar.test);
    expect(red?.histogram).toHaveLength(256);
    const labels = cifar.test.labels.slice();
    labels[0] = ((labels[0] ?? 0) + 1) % 10;
    expect(dataIsBalanced({ ...cifar, test: { ...cifar.test, labels } })).toBe(false);
  });
});
