import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../lib/store/project-root';
import { kernelFolder } from '../../scripts/report/kernel-surroundings';

const temporary = mkdtempSync(join(tmpdir(), 'kernel-folder-'));
const own = join(temporary, 'notebooks');
const lib = join(temporary, 'compiled');
for (const folder of [join(own, 'lib'), lib]) mkdirSync(folder, { recursive: true });
writeFileSync(join(own, 'lib', 'which.txt'), 'source');
writeFileSync(join(lib, 'which.txt'), 'compiled');
writeFileSync(join(own, 'rows.csv'), 'a,b');
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe('kernelFolder', () => {
  it('holds what the own folder holds, with the compiled lib in place of the other', () => {
    const { folder, remove } = kernelFolder(own, lib);
    expect(readdirSync(folder).sort()).toEqual(['lib', 'rows.csv']);
    expect(readFileSync(join(folder, 'lib', 'which.txt'), 'utf8')).toBe('compiled');
    expect(readFileSync(join(folder, 'rows.csv'), 'utf8')).toBe('a,b');
    remove();
  });

  it('lies within the project, and takes nothing with it when it is removed', () => {
    const { folder, remove } = kernelFolder(own, lib);
    expect(projectRoot(folder)).toBe(projectRoot());
    remove();
    expect(() => readdirSync(folder)).toThrow(/ENOENT/);
    expect(readdirSync(own).sort()).toEqual(['lib', 'rows.csv']);
    expect(readdirSync(lib)).toEqual(['which.txt']);
  });
});
