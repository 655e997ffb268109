import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runId } from '../../lib/recipes/run-id';
import { removeHalfWritten, writeAtomically } from '../../lib/store/atomic-file';
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

describe('writeAtomically', () => {
  it('replaces a file and leaves nothing beside it', () => {
    const file = join(folder, 'atomic', 'file.txt');
    writeAtomically(file, 'one');
    writeAtomically(file, 'two');
    expect(readdirSync(join(folder, 'atomic'))).toEqual(['file.txt']);
  });

  it('says on a full disk what to do, and leaves the old content and nothing beside it', () => {
    const file = join(folder, 'full', 'file.txt');
    writeAtomically(file, 'one');
    symlinkSync('/dev/full', `${file}.${process.pid}.tmp`);
    expect(() => writeAtomically(file, 'two')).toThrow(
      /full\/file\.txt could not be written \(ENOSPC: .*\); free some space on that disk and run/,
    );
    expect(readdirSync(join(folder, 'full'))).toEqual(['file.txt']);
    expect(readFileSync(file, 'utf8')).toBe('one');
  });

  it('leaves nothing behind when the file cannot be replaced', () => {
    mkdirSync(join(folder, 'taken', 'file.txt', 'inner'), { recursive: true });
    expect(() => writeAtomically(join(folder, 'taken', 'file.txt'), 'two')).toThrow(
      /taken\/file\.txt could not be written \(E/,
    );
    expect(readdirSync(join(folder, 'taken'))).toEqual(['file.txt']);
  });

  it('names the file when its folder cannot be made', () => {
    writeFileSync(join(folder, 'no-folder'), '');
    const file = join(folder, 'no-folder', 'file.txt');
    expect(() => writeAtomically(file, 'one')).toThrow(`${file} could not be written (`);
  });
});

describe('removeHalfWritten', () => {
  it('takes away what a killed writer left and nothing else', () => {
    const place = join(folder, 'killed');
    writeAtomically(join(place, 'weights.bin'), 'whole');
    writeFileSync(join(place, 'weights.bin.123.tmp'), 'ha');
    removeHalfWritten(place);
    expect(readdirSync(place)).toEqual(['weights.bin']);
    removeHalfWritten(join(folder, 'never-there'));
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
