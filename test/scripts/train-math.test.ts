import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasAmxBf16 } from '../../lib/engine/processor';
import { projectRoot } from '../../lib/store/project-root';
import { mathNamed, mathNote, requireOwnFolder } from '../../scripts/train/math';

const reportRuns = join(projectRoot(), 'report', 'runs');

describe('--math', () => {
  it('refuses bf16 for report/runs, however the folder is written, and names the way out', () => {
    for (const runs of [reportRuns, `${reportRuns}/`, 'report/runs', 'lib/../report/runs']) {
      expect(() => requireOwnFolder('bf16', runs)).toThrow('name another folder with --runs');
    }
  });
  it('lets bf16 into another folder, and float32 anywhere', () => {
    expect(() => requireOwnFolder('bf16', join(tmpdir(), 'runs'))).not.toThrow();
    expect(() => requireOwnFolder('float32', reportRuns)).not.toThrow();
  });
  it('refuses a name that is no arithmetic', () => {
    expect(() => mathNamed('fp8')).toThrow('--math: expected float32 or bf16, got "fp8"');
  });
  it('warns where the processor will not heed it, and says nothing of float32', () => {
    expect(mathNote('bf16', false)).toContain('no AMX');
    expect(mathNote('bf16', true)).toContain('will differ');
    expect(mathNote('float32', false)).toBeUndefined();
  });
  it('is refused by the command before anything is trained', () => {
    const result = spawnSync(
      process.execPath,
      [
        '--import',
        'tsx',
        join('scripts', 'train.ts'),
        'student-alone',
        '--seed',
        '9999',
        '--math',
        'bf16',
      ],
      { cwd: projectRoot(), encoding: 'utf8', env: { ...process.env, REPORT_RUNS: '' } },
    );
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('report/runs holds runs in float32 only');
  });
});

describe('hasAmxBf16', () => {
  it('reads the flags, and takes avx512_bf16 for no AMX', () => {
    expect(hasAmxBf16('flags\t\t: fpu amx_bf16 avx512_bf16 amx_tile\n')).toBe(true);
    expect(hasAmxBf16('flags\t\t: fpu avx512_bf16\n')).toBe(false);
    expect(hasAmxBf16('')).toBe(false);
  });
});
