import { describe, expect, it } from 'vitest';
import { choose } from '../../bench/comparisons';
import { readSettings } from '../../bench/settings';
import { ourEnvironment, processesOf } from '../../bench/start-side';

const names = (only: string) => choose(only).comparisons.map(({ name }) => name);

describe('choose', () => {
  it('takes names joined by commas, and groups of them', () => {
    expect(names('teacher, student')).toEqual(['teacher', 'student']);
    expect(names('bf16')).toEqual(['bf16-student', 'bf16-teacher']);
    expect(names('scaling')).toContain('batch-1024');
  });
  it('trains with and without bf16 only where bf16 is asked for', () => {
    expect(choose('all').bf16Accuracy).toBe(false);
    expect(choose('bf16').bf16Accuracy).toBe(true);
    expect(choose('student,bf16-accuracy')).toMatchObject({
      comparisons: [{ name: 'student' }],
      bf16Accuracy: true,
    });
  });
  it('leaves bf16 out of what is measured by default: nobody gets other results unasked', () => {
    const maths = choose('all').comparisons.flatMap(({ sides }) => sides.map(({ math }) => math));
    expect(new Set(maths)).toEqual(new Set([undefined]));
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

describe('ourEnvironment', () => {
  it('says float32 even where the user has bf16 in the environment', () => {
    expect(ourEnvironment(2, 'float32')).toEqual({
      TF_NUM_INTRAOP_THREADS: '2',
      TF_NUM_INTEROP_THREADS: '2',
      TF_SET_ONEDNN_FPMATH_MODE: '',
    });
    expect(ourEnvironment(1, 'bf16').TF_SET_ONEDNN_FPMATH_MODE).toBe('BF16');
  });
});

describe('readSettings', () => {
  it('takes all cores and float32 unless told', () => {
    const settings = readSettings([], 4);
    expect(settings).toMatchObject({ threads: 4, math: 'float32', profiles: [], keep: false });
  });
  it('takes several jobs to profile', () => {
    expect(readSettings(['--profile', 'student, teacher', '--keep'], 2)).toMatchObject({
      profiles: ['student', 'teacher'],
      keep: true,
    });
  });
  it('says how bf16 is compared when it is asked for without a profile', () => {
    expect(() => readSettings(['--math', 'bf16'], 2)).toThrow('npm run bench -- --only bf16');
  });
  it('keeps no profile in bf16 among results in float32', () => {
    expect(() => readSettings(['--profile', 'student', '--keep', '--math', 'bf16'], 2)).toThrow(
      'leave out --math',
    );
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
