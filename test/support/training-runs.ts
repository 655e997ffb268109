import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { Recipe } from '../../lib/recipes/recipe';
import { run } from '../../lib/training/run';

/** Gives new folders for runs, which go when the tests of the file are over. */
export function runFolders(): () => string {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'runs-'));
    folders.push(folder);
    return folder;
  };
}

/** Trains a run of seed 0 until it is stopped after the first batch of its second epoch. */
export async function stopInSecondEpoch(recipe: Recipe, runs: string): Promise<void> {
  const stop = new AbortController();
  const stopped = run(recipe, 0, {
    runs,
    signal: stop.signal,
    onProgress: ({ epoch, step }) => {
      if (epoch === 2 && step === 1) stop.abort();
    },
  });
  await expect(stopped).rejects.toThrow(/stopped in epoch 2, batch 2/);
}
