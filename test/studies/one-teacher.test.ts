import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../lib/store/run-record';
import { requireOneTeacher } from '../../lib/studies/one-teacher';
import { pairRows } from '../../lib/tables/paired-comparison';
import { recordOf } from '../tables/sample-results';
import { recordsOf, sampleStudy } from '../tables/sample-study';

const student = (id: string, weights?: string, teacher = 'teacher-s0'): RunRecord => ({
  ...recordOf('logits'),
  id,
  recipe: { ...recordOf('logits').recipe, teacher },
  ...(weights === undefined ? {} : { teacherWeightsChecksum: weights }),
});

describe('requireOneTeacher', () => {
  it('lets pass equal weights, other teachers, early records and students without a teacher', () => {
    requireOneTeacher([
      student('a', 'w1'),
      student('b', 'w1'),
      student('c', 'w2', 'teacher-s1'),
      student('early'),
      recordOf('labels'),
    ]);
  });

  it('names the two runs whose teacher had different weights, with both checksums', () => {
    expect(() => requireOneTeacher([student('a', 'w1'), student('e'), student('b', 'w2')])).toThrow(
      'a and b cannot be compared: both learned from teacher-s0, but from different weights (SHA-256 w1 and w2)',
    );
  });
});

describe('a paired comparison', () => {
  it('refuses students of one arm that learned from different weights', () => {
    const [comparison] = sampleStudy.comparisons;
    if (comparison === undefined) throw new Error('no comparison');
    const records = recordsOf({ 'student-alone': [79, 79], 'student-distilled': [80, 80] });
    expect(pairRows(sampleStudy, comparison, records)).toHaveLength(2);
    const mixed = new Map(
      [...records].map(([id, record]) => [
        id,
        record.recipe.teacher === undefined
          ? record
          : { ...record, teacherWeightsChecksum: `w${record.seed}` },
      ]),
    );
    expect(() => pairRows(sampleStudy, comparison, mixed)).toThrow(/cannot be compared.*w0 and w1/);
  });
});
