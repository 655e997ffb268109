import { describe, expect, it } from 'vitest';
import { studyProgress, studyRows } from '../../lib/notebook/overview-data';
import { studyByName } from '../../lib/studies/studies';
import { recordsOf } from '../tables/sample-study';

const original = studyByName('original'); // 3 teachers, 8 + 8 + 3 students
const later = { ...original, name: 'later', arms: [], comparisons: [], after: 'original' };
const sources = {
  studies: [original, later],
  records: recordsOf({ 'teacher-original': [83], 'student-alone': [79, 79.1] }, original),
  sizes: [],
  timing: undefined,
};

describe('studyRows', () => {
  it('count what is there of what a study asks for', () => {
    expect(
      studyRows(sources).map(({ study, finished, planned }) => [study, finished, planned]),
    ).toEqual([
      ['original', 3, 22],
      ['later', 0, 0],
    ]);
  });
});

describe('studyProgress', () => {
  const rows = studyProgress(sources);
  it('sets progress beside cost, and ends with all studies together', () => {
    expect(rows.map(({ study }) => study)).toEqual(['original', 'later', 'all']);
    expect(rows[0]).toMatchObject({ finished: 3, planned: 22, question: original.question });
    expect(rows[2]).toMatchObject({ finished: 3, planned: 22, hoursOn1: rows[0]?.hoursOn1 });
    expect(rows[0]?.hoursOn1).toBeGreaterThan(rows[0]?.hoursOn16 as number);
  });
  it('says nothing of what a study costs whose runs are not decided', () => {
    expect(rows[1]).toMatchObject({ hoursOn1: null, hoursOn256: null });
  });
});
