import { expect, it } from 'vitest';
import { joinedNotes } from '../../scripts/report/execute-notebooks';

it('joinedNotes says how much is done and where all else stands', () => {
  const notes: string[] = [];
  const show = joinedNotes(3, (text) => notes.push(text));
  show('tables', 'loading');
  show('01-data', '1/11');
  show('01-data', '2/11');
  show('tables');
  show('01-data');
  expect(notes).toEqual([
    'tables loading',
    'tables loading, 01-data 1/11',
    'tables loading, 01-data 2/11',
    '1 of 3 done · 01-data 2/11',
    '2 of 3 done',
  ]);
});
