import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recipe } from '../../lib/recipes/recipe';
import { countRight, predictions } from '../../lib/statistics/classification';
import { hasViewLogits, readTestLogits } from '../../lib/store/test-logits';
import { loadTestSet } from '../../lib/training/dataset';
import { evaluateRun } from '../../lib/training/evaluate-run';
import { loadModel } from '../../lib/training/model-files';
import { run } from '../../lib/training/run';
import { testTimeLogits } from '../../lib/training/test-time-views';
import { smallRecipe } from '../support/small-recipe';

const runs = mkdtempSync(join(tmpdir(), 'evaluate-'));
afterAll(() => rmSync(runs, { recursive: true }));

const small = recipe({
  ...smallRecipe,
  epochs: 1,
  limit: { training: 64, validation: 10, test: 40 },
});

describe('evaluateRun', () => {
  it('counts from the weights what the record says, and keeps the logits over six views', async () => {
    const record = await run(small, 0, { runs });
    expect(hasViewLogits(record.id, runs)).toBe(false);
    const seen: (readonly [number, number])[] = [];
    const { imagesPct, viewsPct } = await evaluateRun(record, {
      runs,
      onProgress: (done, total) => seen.push([done, total]),
    });
    expect(imagesPct).toBeCloseTo(100 * record.final.testAccuracy, 10);

    const set = await loadTestSet(small);
    const model = await loadModel(record.id, runs);
    const expected = predictions(await testTimeLogits(model, set), 10);
    model.dispose();
    const kept = readTestLogits(record.id, runs, 'views');
    expect(predictions(kept, 10)).toEqual(expected);
    expect(viewsPct).toBeCloseTo((100 * countRight(expected, set.labels)) / 40, 10);
    expect(hasViewLogits(record.id, runs)).toBe(true);
    expect(seen.at(-1)).toEqual([280, 280]);
    expect(seen.map(([done]) => done)).toEqual(
      [...seen.map(([done]) => done)].sort((a, b) => a - b),
    );
  });

  it('says what to do about a run without weights', async () => {
    const record = await run(small, 1, { runs, recordOnly: true });
    await expect(evaluateRun(record, { runs })).rejects.toThrow(/weights/);
  });
});
