import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../lib/recipes/recipe';
import { learningRateFactor } from '../../lib/training/schedule';
import airbench from '../golden/airbench-schedule.json';
import golden from '../golden/schedules.json';

function rates(schedule: Schedule, learningRate: number, count: number, stepsPerEpoch: number) {
  return Array.from(
    { length: count },
    (_, step) =>
      learningRate * learningRateFactor(schedule, { step, stepsPerEpoch, totalSteps: count }),
  );
}

function expectRates(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((rate, index) => {
    expect(rate).toBeCloseTo(expected[index] as number, 10);
  });
}

describe('learningRateFactor', () => {
  it.each(golden.step)('steps as PyTorch: every $every by $factor', (row) => {
    const schedule = { kind: 'step', every: row.every, factor: row.factor } as const;
    expectRates(rates(schedule, row.learningRate, row.rates.length, 1), row.rates);
  });

  it('steps at epochs, whatever the steps in one', () => {
    const place = (step: number) => ({ step, stepsPerEpoch: 352, totalSteps: 15 * 352 });
    const schedule = { kind: 'step', every: 10, factor: 0.1 } as const;
    expect(learningRateFactor(schedule, place(10 * 352 - 1))).toBe(1);
    expect(learningRateFactor(schedule, place(10 * 352))).toBeCloseTo(0.1, 12);
  });

  it.each(golden.cosine)('falls by half a cosine as PyTorch', (row) => {
    expectRates(rates({ kind: 'cosine' }, row.learningRate, row.steps, 1), row.rates);
  });

  it.each(airbench.cases)(
    'rises from $start to 1 at $peak and falls to $end in a triangle, as numpy interpolates',
    ({ steps, start, peak, end, factors }) => {
      expectRates(rates({ kind: 'triangular', start, peak, end }, 1, steps, 1), factors);
    },
  );

  it.each(golden.oneCycle)('rises and falls in one cycle as PyTorch: warm-up $warmup', (row) => {
    const schedule = { kind: 'one-cycle', warmup: row.warmup } as const;
    expectRates(rates(schedule, row.learningRate, row.steps, 1), row.rates);
  });
});
