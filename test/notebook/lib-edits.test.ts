import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { libEdits } from '../../lib/notebook/lib-edits';

let folder = '';
let file = '';
let clock = Date.now();

/** Writes as of now, and looks after the time in which it does not look again. */
function edit(): void {
  clock += 10_000;
  writeFileSync(file, '');
  utimesSync(file, clock / 1000, clock / 1000);
}
function look(): string | undefined {
  clock += 10_000;
  return libEdits(clock, folder);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'edits-test-'));
  file = join(folder, 'loss.ts');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

describe('libEdits', () => {
  it('tells of an edit once, and of the next one again', () => {
    vi.stubEnv('LAB', 'yes');
    expect(look()).toBeUndefined();
    edit();
    expect(look()).toMatch(/^\*\*Restart the kernel\*\* .*`lib\/loss\.ts`/);
    expect(look()).toBeUndefined();
    edit();
    expect(look()).toContain('loss.ts');
  });
  it('says nothing where the report is made', () => {
    edit();
    expect(look()).toBeUndefined();
  });
});
