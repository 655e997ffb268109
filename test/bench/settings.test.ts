import { describe, expect, it } from 'vitest';
import { choose } from '../../bench/comparisons';
import { readSettings } from '../../bench/settings';
import { processesOf } from '../../bench/start-side';
import { bf16Comparisons } from '../../lib/tables/training-rates';

const names = (only: string) => choose(only).map(({ name }) => name);

describe('choose', () => {
  it('takes names joined by commas, and groups of them', () => {
    expect(names('teacher, student')).toEqual(['teacher', 'student']);
    expect(names('bf16')).toEqual([...bf16Comparisons]);
    expect(names('scaling')).toContain('batch-1024');
  });
  it('measures bf16 against PyTorch in bf16, and against ours in float32', () => {
    const maths = (name: string) => choose(name)[0]?.sides.map(({ of, math }) => [of, math]);
    expect(maths('bf16-teacher')).toEqual([
      ['ours', 'bf16'],
      ['pytorch', 'bf16'],
      ['pytorch', 'bf16'],
    ]);
    expect(maths('bf16-gain-airbench')).toEqual([
      ['ours', 'bf16'],
      ['ours', undefined],
    ]);
  });
  it('refuses a name that is none, with those there are', () => {
    expect(() => choose('studnet')).toThrow(
      '"studnet" is no comparison; there are all, scaling, bf16',
    );
  });
});

describe('processesOf', () => {
  const side = { of: 'ours', job: 'student-step' } as const;
  it('has one process of all threads unless told', () => {
    expect(processesOf(side, 4)).toEqual({ processes: 1, threadsEach: 4 });
  });
  it('has as many processes of one thread as cores, or one of them alone', () => {
    expect(processesOf({ ...side, processes: 'one a core' }, 4)).toEqual({
      processes: 4,
      threadsEach: 1,
    });
    expect(processesOf({ ...side, processes: 'one, of one thread' }, 4)).toEqual({
      processes: 1,
      threadsEach: 1,
    });
  });
});

describe('readSettings', () => {
  it('takes all cores unless told', () => {
    const settings = readSettings([], 4);
    expect(settings).toMatchObject({ threads: 4, profiles: [], keep: false });
  });
  it('takes several jobs to profile', () => {
    expect(readSettings(['--profile', 'student, teacher', '--keep'], 2)).toMatchObject({
      profiles: ['student', 'teacher'],
      keep: true,
    });
  });
  it('names what it expected instead of a wrong value', () => {
    expect(() => readSettings(['--blocks', '0'], 2)).toThrow(
      '--blocks: expected a whole number from 1 up, got "0"',
    );
    expect(() => readSettings(['--formats', 'nchw'], 2)).toThrow(
      'expected contiguous or channels_last, got "nchw"',
    );
  });
  it('is undefined when help is asked for', () => {
    expect(readSettings(['--help'], 2)).toBeUndefined();
  });
});
