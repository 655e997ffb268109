import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../lib/store/project-root';
import { listRuns } from '../../lib/store/run-store';
import { sweepStep } from '../../scripts/setup/sweep.mjs';

const MINUTES = 5 * 60_000;
const runs = mkdtempSync(join(tmpdir(), 'sweep-smoke-'));
afterAll(() => rmSync(runs, { recursive: true, force: true }));

function sweep(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join('scripts', 'sweep.ts'), ...args],
    {
      cwd: projectRoot(),
      env: { ...process.env, REPORT_SCALE: 'smoke', REPORT_RUNS: runs },
      encoding: 'utf8',
    },
  );
  return { status, said: stdout + stderr };
}

function idOf(name: string): string {
  const found = listRuns(runs).find((id) => id.replace(/-[0-9a-f]{8}-s0$/, '') === name);
  if (found === undefined) throw new Error(`no run of ${name}: ${listRuns(runs)}`);
  return found;
}

const timesOf = (ids: readonly string[]) =>
  ids.map((id) => statSync(join(runs, id, 'run.json')).mtimeMs);

// Snakemake is installed when a sweep first needs it: the tests of a fresh clone go without.
describe.skipIf(!sweepStep().done())('a sweep on smoke scale', () => {
  it('trains teacher and students, and keeps the weights of few', { timeout: MINUTES }, () => {
    const { status, said } = sweep('original', '--seeds', '0');
    expect(said).toMatch(/original: all 4 runs are there/);
    expect(status).toBe(0);
    expect(listRuns(runs)).toHaveLength(4);
    const weights = listRuns(runs).filter((id) => existsSync(join(runs, id, 'weights.bin')));
    expect(weights).toEqual(['student-alone', 'student-distilled', 'teacher-original'].map(idOf));
  });

  it('has nothing to do a second time, whatever the age of the teacher’s record', () => {
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(runs, idOf('teacher-original'), 'run.json'), later, later);
    const before = timesOf(listRuns(runs));
    const { status, said } = sweep('original', '--seeds', '0');
    expect({ status, said: said.trim() }).toEqual({
      status: 0,
      said: 'original: nothing to do, all 4 runs are there.',
    });
    expect(timesOf(listRuns(runs))).toEqual(before);
  });

  it('names a run that fails, makes the others, and touches none that is there', {
    timeout: MINUTES,
  }, () => {
    const [broken, lost] = ['student-alone-50000', 'student-distilled'].map(idOf) as [
      string,
      string,
    ];
    for (const id of [broken, lost]) rmSync(join(runs, id), { recursive: true });
    const untouched = listRuns(runs);
    const before = timesOf(untouched);
    mkdirSync(join(runs, broken, '.checkpoint'), { recursive: true });
    writeFileSync(join(runs, broken, '.checkpoint', 'state.bin'), 'torn');
    const { status, said } = sweep('original', '--seeds', '0');
    expect(status).toBe(1);
    expect(said).toMatch(new RegExp(`✗ student-alone-50000 s0 failed: .*${broken}\\.log`));
    expect(said).toMatch(/✓ student-distilled s0/);
    expect(said).toMatch(/1 run is missing, 1 of them failed/);
    expect(timesOf(untouched)).toEqual(before);
    expect(readdirSync(join(runs, broken))).toEqual(['.checkpoint']);
  });
});
