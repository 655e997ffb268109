import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneFault, cloneStep } from '../../scripts/setup/clone.mjs';
import { root } from '../../scripts/setup/project.mjs';

const folder = mkdtempSync(join(tmpdir(), 'clone-test-'));
const origin = join(folder, 'origin');
const texts = ['package.json', 'requirements.txt', 'constraints.txt', 'tsconfig.json'];
const bytes = Buffer.from('\x89PNG\r\n no zero byte in here\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]) {
  const who = ['-c', 'user.name=n', '-c', 'user.email=e', '-c', 'init.defaultBranch=main'];
  const { status, stderr } = spawnSync('git', [...who, ...args], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
}

/** Clones a small repository with the project's own .gitattributes. */
function cloned(name: string, ...settings: string[]): string {
  const clone = join(folder, name);
  git(...settings.flatMap((setting) => ['-c', setting]), 'clone', '-q', origin, clone);
  return clone;
}

beforeAll(() => {
  for (const part of ['lib', 'notebooks']) mkdirSync(join(origin, part), { recursive: true });
  for (const name of [...texts, '.gitattributes']) {
    copyFileSync(join(root, name), join(origin, name));
  }
  writeFileSync(join(origin, 'lib', 'a.ts'), 'export const a = 1;\n');
  writeFileSync(join(origin, 'weights.bin'), bytes);
  writeFileSync(join(origin, 'figure.png'), bytes);
  writeFileSync(join(origin, 'table.csv'), 'a,b\r\n1,2\r\n'); // as RFC 4180 has it
  symlinkSync('../lib', join(origin, 'notebooks', 'lib'));
  git('init', '-q', origin);
  git('-C', origin, 'add', '.');
  git('-C', origin, 'commit', '-qm', 'all');
});

describe('a clone', () => {
  it('as usual has nothing wrong with it, and neither has this project', () => {
    expect(cloneFault(cloned('usual'))).toBeUndefined();
    expect(cloneFault()).toBeUndefined();
  });

  it.each(['core.autocrlf=true', 'core.eol=crlf'])('with %s keeps every byte', (setting) => {
    const clone = cloned(setting, setting);
    expect(cloneFault(clone)).toBeUndefined();
    for (const name of [...texts, 'lib/a.ts', 'weights.bin', 'figure.png', 'table.csv']) {
      expect(readFileSync(join(clone, name)).equals(readFileSync(join(origin, name))), name).toBe(
        true,
      );
    }
  });

  it('without symbolic links is named and mended', async () => {
    const clone = cloned('no-links', 'core.symlinks=false');
    expect(cloneFault(clone)).toMatch(/^notebooks\/lib is a file, expected a link to lib/);
    await cloneStep(clone).work(() => {});
    expect(readFileSync(join(clone, 'notebooks', 'lib', 'a.ts'), 'utf8')).toContain('const a');
    expect(cloneStep(clone).done()).toBe(true);
  });

  it('that lost its link is mended, and a link that leads nowhere as well', async () => {
    const clone = cloned('lost');
    rmSync(join(clone, 'notebooks', 'lib'));
    expect(cloneFault(clone)).toMatch(/^notebooks\/lib is missing/);
    symlinkSync('nowhere', join(clone, 'notebooks', 'lib'));
    expect(cloneFault(clone)).toMatch(/^notebooks\/lib is missing/);
    await cloneStep(clone).work(() => {});
    expect(cloneFault(clone)).toBeUndefined();
  });

  it('with a file of somebody’s in the link’s place keeps it, and says so', async () => {
    const clone = cloned('taken', 'core.symlinks=false');
    writeFileSync(join(clone, 'notebooks', 'lib'), 'notes of mine');
    await expect(cloneStep(clone).work(() => {})).rejects.toThrow(/move it away/);
    expect(lstatSync(join(clone, 'notebooks', 'lib')).isFile()).toBe(true);
  });

  it('or an archive with line ends of Windows is named, with the way out', async () => {
    const clone = cloned('windows');
    const file = join(clone, 'package.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    expect(cloneFault(clone)).toMatch(/^package\.json has line ends of Windows/);
    await expect(cloneStep(clone).work(() => {})).rejects.toThrow(/core\.autocrlf=false clone/);
  });
});
