import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { recipe } from '../../lib/recipes/recipe';
import { runId } from '../../lib/recipes/run-id';
import { run } from '../../lib/training/run';
import { smallRecipe } from '../support/small-recipe';

vi.mock('../../lib/engine/tensorflow', async (original) => ({
  ...(await original<typeof import('../../lib/engine/tensorflow')>()),
  environmentRecord: () => ({
    tensorflow: '2',
    tfjs: '4',
    processor: 'x',
    device: 'cpu',
    threads: 0,
  }),
}));

const runs = mkdtempSync(join(tmpdir(), 'runs-'));
afterAll(() => rmSync(runs, { recursive: true, force: true }));

it('a record that could not be read again is not written; the error names its field, and all that was trained is kept', async () => {
  const small = recipe({ ...smallRecipe, epochs: 1 });
  await expect(run(small, 0, { runs, recordOnly: true })).rejects.toThrow(
    /run\.json was not written.*environment\.threads/s,
  );
  const folder = join(runs, runId(small, 0));
  expect(existsSync(join(folder, 'run.json'))).toBe(false);
  for (const kept of ['weights.bin', 'model.json', 'test-logits.bin', '.checkpoint/state.bin']) {
    expect(existsSync(join(folder, kept)), kept).toBe(true);
  }
});
