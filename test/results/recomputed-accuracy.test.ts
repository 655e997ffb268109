import { describe, expect, it } from 'vitest';
import { withRecomputedAccuracy } from '../../lib/results/study-data';
import { recordOf } from '../tables/sample-results';

const record = recordOf('labels'); // says that half of its images are right
const predicted = Uint8Array.of(0, 1, 0, 0);

describe('withRecomputedAccuracy', () => {
  it('counts right predictions', () => {
    const labels = Uint8Array.of(0, 1, 1, 1); // right, right, wrong, wrong
    expect(withRecomputedAccuracy(record, predicted, labels).final.testAccuracy).toBe(0.5);
    expect(withRecomputedAccuracy(record, predicted, labels)).toEqual(record);
  });
  it('refuses a record that states another accuracy than its predictions give', () => {
    const labels = Uint8Array.of(0, 1, 0, 1);
    expect(() => withRecomputedAccuracy(record, predicted, labels)).toThrow(
      /student-labels-s3: its record says that 2 of 4 test images are right, its answers to them say 3.*git checkout/,
    );
  });
  it('refuses predictions of another number of images', () => {
    expect(() => withRecomputedAccuracy(record, Uint8Array.of(0), Uint8Array.of(0, 1))).toThrow(
      'got 1 and 2',
    );
  });
});
