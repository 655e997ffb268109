import { describe, expect, it } from 'vitest';
import { studyByName } from '../../lib/studies/studies';
import { studyProgressRows, studyTable } from '../../lib/tables/study-cost-rows';
import { recordsOf } from './sample-study';

const original = studyByName('original'); // 3 teachers, 16 + 16 + 3 students
const later = { ...original, name: 'later', arms: [], comparisons: [], after: 'original' };
const records = recordsOf({ 'teacher-original': [83], 'student-alone': [79, 79.1] }, original);
const rows = studyProgressRows([original, later], records);

describe('studyProgressRows', () => {
  it('set progress beside cost, and end with all studies together', () => {
    expect(rows.map(({ study }) => study)).toEqual(['original', 'later', 'all']);
    expect(rows[0]).toMatchObject({ finished: 3, planned: 38, question: original.question });
    expect(rows[2]).toMatchObject({ finished: 3, planned: 38, hoursOn1: rows[0]?.hoursOn1 });
    expect(rows[0]?.hoursOn1).toBeGreaterThan(rows[0]?.hoursOn16 as number);
  });
  it('say nothing of what a study costs whose runs are not decided', () => {
    expect(rows[1]).toMatchObject({ planned: 0, hoursOn1: null, hoursOn256: null });
  });
  it('are quoted by the name of the study', () => {
    expect(studyTable(rows)).toMatchObject({ name: 'studies', key: ['study'] });
  });
});
