import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runId } from '../../lib/recipes/run-id';
import { writeAtomically } from '../../lib/store/atomic-file';
import { projectRoot } from '../../lib/store/project-root';
import { listRuns, readRun, readRunById } from '../../lib/store/run-store';
import { studentAlone } from '../../lib/studies/original';

const folder = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the run store', () => {
  it('names the command that trains a missing run', () => {
    expect(() => readRun(studentAlone, 3, folder)).toThrow(
      'npm run train -- student-alone --seed 3',
    );
  });

  it('does not take a folder without a record for a run', () => {
    mkdirSync(join(folder, 'begun-0123abcd-s0'));
    expect(listRuns(folder)).toEqual([]);
  });

  it('says what is wrong with a record that does not parse', () => {
    const id = runId(studentAlone, 0);
    writeAtomically(join(folder, id, 'run.json'), '{"id": 7}');
    expect(() => readRunById(id, folder)).toThrow(/is not a run record[\s\S]*id/);
  });

  it('says the same of an empty record, as a full disk may leave it', () => {
    writeAtomically(join(folder, 'empty-0123abcd-s0', 'run.json'), '');
    expect(() => readRunById('empty-0123abcd-s0', folder)).toThrow(
      /is not a run record; restore it/,
    );
  });
});

describe('projectRoot', () => {
  it('is found from a folder within', () => {
    expect(projectRoot(join(projectRoot(), 'test', 'study'))).toBe(projectRoot());
  });

  it('is not found elsewhere, and passes over other packages', () => {
    writeFileSync(join(folder, 'package.json'), '{"name": "other"}');
    expect(() => projectRoot(folder)).toThrow(/run this from inside the project/);
  });
});
