import { describe, expect, it } from 'vitest';
import { runId } from '../../lib/recipes/run-id';
import type { EpochRecord, RunRecord } from '../../lib/store/run-record';
import { gradientNormRows, gradientSummary } from '../../lib/tables/gradient-norm-rows';
import { recordOf } from './sample-results';
import { sampleStudy } from './sample-study';

/** A run of the second arm whose two epochs noted these gradients; undefined for none. */
function recordWith(
  seed: number,
  epochs: readonly (Partial<EpochRecord> | undefined)[],
): RunRecord {
  const arm = sampleStudy.arms[1];
  if (arm === undefined) throw new Error('no arm');
  const base = recordOf('logits');
  const history = base.history.map((epoch, at) => ({ ...epoch, ...epochs[at] }));
  return { ...base, id: runId(arm.recipe, seed), recipe: arm.recipe, seed, history };
}

function rowsOf(...records: readonly RunRecord[]) {
  return gradientNormRows(sampleStudy, new Map(records.map((record) => [record.id, record])));
}

describe('gradientNormRows', () => {
  it('lists epochs that noted their gradients and leaves out those that did not', () => {
    const rows = rowsOf(
      recordWith(0, [
        { gradientNorms: { hard: 3, soft: 4, decay: 0.5 }, gradientCosine: 0 },
        undefined,
      ]),
      recordWith(1, [{ gradientNorms: { hard: 3, decay: 0.5 } }, undefined]), // one term alone
    );
    expect(rows).toEqual([
      expect.objectContaining({ seed: 0, epoch: 1, hard: 3, soft: 4, decay: 0.5, cosine: 0 }),
    ]);
  });
});

describe('gradientSummary', () => {
  it('weighs decay against the joint gradient: 0.5 of √(3² + 4²) is 10 %', () => {
    const noted = { gradientNorms: { hard: 3, soft: 4, decay: 0.5 }, gradientCosine: 0 };
    const [row, ...others] = gradientSummary(rowsOf(recordWith(0, [noted, noted])));
    expect(others).toEqual([]);
    expect(row).toMatchObject({ arm: 'student distilled', n: 1, decayPct: 10, cosine: 0 });
    expect(row?.softToHard).toBeCloseTo(4 / 3, 5);
  });
  it('adds gradients that point the same way: 0.7 of 3 + 4 is 10 % as well', () => {
    const noted = { gradientNorms: { hard: 3, soft: 4, decay: 0.7 }, gradientCosine: 1 };
    expect(gradientSummary(rowsOf(recordWith(0, [noted, undefined])))[0]?.decayPct).toBe(10);
  });
  it('is the mean over epochs and runs', () => {
    const soft = (value: number) => ({ gradientNorms: { hard: 1, soft: value, decay: 0 } });
    const rows = rowsOf(recordWith(0, [soft(1), soft(2)]), recordWith(1, [soft(3), soft(6)]));
    expect(gradientSummary(rows)[0]).toMatchObject({ n: 2, soft: 3, softToHard: 3, cosine: null });
  });
  it('has no row where nothing was noted', () => {
    expect(gradientSummary(rowsOf(recordOf('logits')))).toEqual([]);
  });
});
