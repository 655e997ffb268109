import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openLogitsCache } from '../../lib/training/logits-cache';

const folder = mkdtempSync(join(tmpdir(), 'cache-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a cache on a full disk says which file could not be written, and what to do', () => {
  const cache = openLogitsCache('/dev/full', 2);
  expect(() => cache.write(0, Uint16Array.of(1, 2))).toThrow(
    /^\/dev\/full could not be written \(ENOSPC.*\); free some space on that disk and run/,
  );
  cache.close();
});

it('a cache that cannot be opened names its file', () => {
  mkdirSync(join(folder, 'taken'));
  expect(() => openLogitsCache(join(folder, 'taken'), 2)).toThrow(
    /taken could not be written \(EISDIR/,
  );
});
