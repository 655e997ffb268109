import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockOwner, takeLock, tryLock } from '../../lib/store/lock-file';
import { projectRoot } from '../../lib/store/project-root';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the lock of a process that is dead, or on another host, looks like. */
const ownerText = (host: string) => JSON.stringify({ host, pid: 999_999_999, started: '1' });

const LOCKS = 300;
const RACERS = 3;
const START_MILLISECONDS = 2500; // until all of them are ready

function racer(start: number): Promise<{ readonly had: number; readonly together: number }> {
  const args = ['--import', 'tsx', 'test/support/lock-racer.ts', folder];
  const child = spawn(process.execPath, [...args, String(LOCKS), String(start)], {
    cwd: projectRoot(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  return new Promise((resolve) => child.on('close', () => resolve(JSON.parse(said))));
}

describe('a lock', () => {
  it('is held by one, refused to others with its owner, and leaves nothing behind', () => {
    const file = join(folder, 'made', 'too', '.lock');
    const first = tryLock(file);
    expect(tryLock(file)).toMatchObject({
      kind: 'busy',
      owner: { pid: process.pid, host: hostname() },
    });
    expect(lockOwner(file)?.pid).toBe(process.pid);
    expect(readdirSync(join(folder, 'made', 'too'))).toEqual(['.lock']);
    if (first.kind === 'held') first.release();
    expect(lockOwner(file)).toBeUndefined();
    expect(readdirSync(join(folder, 'made', 'too'))).toEqual([]);
  });

  it.each([
    ['of a dead process', ownerText(hostname())],
    ['that was cut short', '{"host": "h'],
    ['that is empty', ''],
    ['that names nobody', 'null'],
  ])('%s is taken over', (_, text) => {
    const file = join(folder, '.lock');
    writeFileSync(file, text);
    expect(tryLock(file).kind).toBe('held');
    expect(JSON.parse(readFileSync(file, 'utf8')).pid).toBe(process.pid);
    expect(readdirSync(folder)).toEqual(['.lock']);
  });

  it('is taken over although another died while it did so', () => {
    const file = join(folder, '.lock');
    writeFileSync(file, '');
    const nobody = 'e3b0c44298fc1c14'; // SHA-256 of nothing
    writeFileSync(`${file}.${nobody}.tmp`, ownerText(hostname()));
    expect(tryLock(file).kind).toBe('held');
    expect(readdirSync(folder)).toEqual(['.lock']);
  });

  it('of another host is taken over only after ten minutes without a sign of life', () => {
    const file = join(folder, '.lock');
    writeFileSync(file, ownerText('elsewhere'));
    expect(tryLock(file)).toMatchObject({ kind: 'busy', owner: { host: 'elsewhere' } });
    const before = new Date(Date.now() - 11 * 60_000);
    utimesSync(file, before, before);
    expect(tryLock(file).kind).toBe('held');
  });

  it('that another has taken over is not given free by its former owner', async () => {
    const file = join(folder, '.lock');
    const lock = await takeLock(file, () => {});
    writeFileSync(file, ownerText('elsewhere'));
    lock.release();
    expect(readdirSync(folder)).toEqual(['.lock']);
  });

  it.each([
    ['free', undefined],
    ['left by a dead process', ownerText(hostname())],
  ])(
    `is never held twice when it is ${'%s'} and ${RACERS} processes try at once`,
    async (_, stale) => {
      for (let index = 0; stale !== undefined && index < LOCKS; index++) {
        writeFileSync(join(folder, `${index}.lock`), stale);
      }
      const start = Date.now() + START_MILLISECONDS;
      const results = await Promise.all(Array.from({ length: RACERS }, () => racer(start)));
      const sum = (key: 'had' | 'together') =>
        results.reduce((total, result) => total + result[key], 0);
      expect(sum('together')).toBe(0);
      expect(sum('had')).toBeGreaterThanOrEqual(LOCKS);
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});
