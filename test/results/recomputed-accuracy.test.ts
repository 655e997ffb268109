import { describe, expect, it } from 'vitest';
import { withRecomputedAccuracy } from '../../lib/tables/recomputed-accuracy';
import { recordOf } from './sample-results';

const record = recordOf('labels'); // says that half of its images are right

describe('withRecomputedAccuracy', () => {
  it('counts right predictions', () => {
    const answers = { predicted: [0, 1, 0, 0], labels: [0, 1, 1, 1] }; // right, right, wrong, wrong
    expect(withRecomputedAccuracy(record, answers).final.testAccuracy).toBe(0.5);
    expect(withRecomputedAccuracy(record, answers)).toEqual(record);
  });
  it('refuses a record that states another accuracy than its predictions give', () => {
    const answers = { predicted: [0, 1, 0, 0], labels: [0, 1, 0, 1] };
    expect(() => withRecomputedAccuracy(record, answers)).toThrow(
      /student-labels-s3: its record says that 2 of 4 test images are right, its answers to them say 3.*git checkout/,
    );
  });
  it('refuses predictions of another number of images', () => {
    expect(() => withRecomputedAccuracy(record, { predicted: [0], labels: [0, 1] })).toThrow(
      'got 1 and 2',
    );
  });
});
