import { describe, expect, it } from 'vitest';
import { withRecomputedAccuracy } from '../../lib/tables/recomputed-accuracy';
import { recordOf } from './sample-results';

const record = recordOf('labels'); // says that half of its images are right

describe('withRecomputedAccuracy', () => {
  it('counts right answers from logits and labels', () => {
    const answers = { logits: [1, 0, 0, 1, 1, 0, 1, 0], labels: [0, 1, 1, 1] }; // right, right, wrong, wrong
    expect(withRecomputedAccuracy(record, answers, 2).final.testAccuracy).toBe(0.5);
    expect(withRecomputedAccuracy(record, answers, 2)).toEqual(record);
  });
  it('refuses a record that states another accuracy than its logits give', () => {
    const answers = { logits: [1, 0, 0, 1, 1, 0, 1, 0], labels: [0, 1, 0, 1] };
    expect(() => withRecomputedAccuracy(record, answers, 2)).toThrow(
      /student-labels-s3: its record says that 2 of 4 test images are right, its test logits say 3.*git checkout/,
    );
  });
  it('refuses logits of another number of images', () => {
    expect(() => withRecomputedAccuracy(record, { logits: [1, 0], labels: [0, 1] }, 2)).toThrow(
      'got 1 and 2',
    );
  });
});
