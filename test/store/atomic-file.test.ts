import { spawnSync } from 'node:child_process';
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
import {
  makeFolder,
  removeHalfWritten,
  sentenceOf,
  writeAtomically,
  writeFailure,
} from '../../lib/store/atomic-file';

const folder = mkdtempSync(join(tmpdir(), 'atomic-'));
const mounted: string[] = [];
afterAll(() => {
  for (const place of mounted) spawnSync('umount', [place]);
  rmSync(folder, { recursive: true, force: true });
});

/** Mounts a disk of its own; false where that is not allowed. */
function mount(name: string, options: string): boolean {
  const place = join(folder, name);
  mkdirSync(place);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]);
  if (status === 0) mounted.push(place);
  return status === 0;
}
const hasReadOnly = mount('read-only', 'ro');
const hasSmall = mount('small', 'size=64k');

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

describe('makeFolder', () => {
  it('makes what is missing, and is content with what is there', () => {
    makeFolder(join(folder, 'a', 'b', 'c'));
    makeFolder(join(folder, 'a', 'b', 'c'));
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['c']);
  });

  it('ends where a system refuses folders, naming the first that it refused', () => {
    expect(() => makeFolder('/proc/none/at/all')).toThrow(
      '/proc/none could not be written (ENOENT',
    );
  });

  it('names a file that stands in the place of a folder, and the way out', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => makeFolder(join(folder, 'file', 'inner'))).toThrow(
      /file\/inner could not be written \(ENOTDIR.*\); move away the file/,
    );
  });

  it.skipIf(!hasReadOnly)('says of a read-only disk that it is one, and what to do', () => {
    expect(() => makeFolder(join(folder, 'read-only', 'a', 'b'))).toThrow(
      /read-only\/a could not be written \(EROFS: .*\); choose a folder on a disk that can be/,
    );
  });
});

describe('a disk that is full', () => {
  it.skipIf(!hasSmall)('holds no more after ten tries than before', () => {
    const small = join(folder, 'small');
    writeAtomically(join(small, 'kept'), 'kept');
    for (let attempt = 0; attempt < 10; attempt++) {
      expect(() => writeAtomically(join(small, 'big'), new Uint8Array(100_000))).toThrow(
        /small\/big could not be written \(ENOSPC: .*\); free some space on that disk and run/,
      );
    }
    expect(readdirSync(small)).toEqual(['kept']);
  });
});

describe('writeFailure', () => {
  const denied = Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES' });
  it('says who may write in a folder that is another’s', () => {
    expect(writeFailure('some/file', denied).message).toBe(
      'some/file could not be written (EACCES: permission denied, open); get permission for it ' +
        'and its folder and run the same command again.',
    );
  });
  it('says it once', () => {
    const first = writeFailure('some/file', denied);
    expect(writeFailure('some', first)).toBe(first);
  });
});

describe('sentenceOf', () => {
  it('names a place where the system names none, and passes on every other error', () => {
    const full = Object.assign(new Error('ENOSPC: no space left, write'), { code: 'ENOSPC' });
    expect(sentenceOf(full, 'the disk of runs')).toMatch(
      /^the disk of runs could not be opened or written \(ENOSPC.*free some space/,
    );
    const denied = Object.assign(new Error('EACCES'), { code: 'EACCES', path: 'a/b' });
    expect(sentenceOf(denied, 'the disk of runs')).toMatch(/^a\/b could not be opened or written/);
    expect(sentenceOf(new Error('No such recipe.'), 'runs')).toBe('No such recipe.');
  });
});
