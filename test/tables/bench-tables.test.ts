import { describe, expect, it } from 'vitest';
import { decisiveRatio } from '../../lib/store/bench-results';
import { kernelRows, kernelShapeRows } from '../../lib/tables/kernel-rows';
import { speedGoalRows } from '../../lib/tables/speed-goal-rows';
import { speedScalingRows, sweepCeiling } from '../../lib/tables/speed-scaling-rows';
import { peerComparisons, trainingRates } from '../../lib/tables/training-rates';
import {
  sampleBench,
  sampleComparison,
  sampleComparisons,
  sampleMachine,
  sampleProfile,
  sampleSide,
} from './sample-bench';

const only = (...comparisons: (typeof sampleBench)['comparisons']) => ({
  machine: { ...sampleMachine },
  comparisons,
});

describe('decisiveRatio', () => {
  it("takes PyTorch's faster format, not its slower one", () => {
    expect(decisiveRatio(sampleComparisons.student)).toBe(0.8); // 4000 / 5000, not 4000 / 2500
  });
  it('takes the last side where all are ours', () => {
    expect(decisiveRatio(sampleComparisons.sweep)).toBe(1.5); // 4500 / 3000, not 4500 / 2700
  });
});

describe('speedGoalRows', () => {
  const { student, teacher, sweep, plain } = sampleComparisons;
  it('tells reached from missed, in one order whatever was measured first', () => {
    const rows = speedGoalRows(only(sweep, plain, teacher, student));
    expect(rows.map(({ comparison, ratio, verdict }) => [comparison, ratio, verdict])).toEqual([
      ['student', 0.8, 'missed'],
      ['teacher', 1.25, 'reached'],
      ['sweep', 1.5, 'reached'],
    ]);
    expect(rows[0]).toMatchObject({ against: 'PyTorch, channels_last', otherPerSecond: 5000 });
  });
  it('counts a goal that is met exactly as reached', () => {
    const row = speedGoalRows(only({ ...student, goal: 0.8 }))[0];
    expect(row?.verdict).toBe('reached');
  });
  it('has no row for what has no goal', () => {
    expect(speedGoalRows(only(plain))).toEqual([]);
  });
});

describe('trainingRates', () => {
  it('names sides without version numbers and knows plain tfjs from ours', () => {
    const { rates, blocks } = trainingRates(sampleBench, ['plain-tfjs', 'student']);
    expect(rates.map(({ side, peer }) => [side, peer])).toEqual([
      ['ours', 'ours'],
      ['plain tfjs', 'plain tfjs'],
      ['ours', 'ours'],
      ['PyTorch, contiguous', 'PyTorch, contiguous'],
      ['PyTorch, channels_last', 'PyTorch, channels_last'],
    ]);
    expect(blocks.slice(0, 3)).toEqual([
      { comparison: 'plain-tfjs', side: 'ours', block: 1, imagesPerSecond: 3600 },
      { comparison: 'plain-tfjs', side: 'ours', block: 2, imagesPerSecond: 4000 },
      { comparison: 'plain-tfjs', side: 'ours', block: 3, imagesPerSecond: 4400 },
    ]);
  });
  it('has nothing of what was not measured', () => {
    expect(trainingRates(only(), peerComparisons)).toEqual({ rates: [], blocks: [] });
  });
});

describe('speedScalingRows', () => {
  it('sorts sizes as numbers, not as texts', () => {
    const one = (name: string) =>
      sampleComparison(name, [sampleSide({ label: 'ours', of: 'ours', job: 'student-step' }, 1)]);
    const rows = speedScalingRows(
      only(one('batch-1024'), one('batch-32'), one('width-2'), one('batch-128')),
      'batch',
    );
    expect(rows.map(({ size }) => size)).toEqual([32, 128, 1024]);
  });
});

describe('sweepCeiling', () => {
  it('is the single process times their number, over the runs one after another', () => {
    expect(sweepCeiling(sampleBench)).toMatchObject({
      processes: 2,
      ceilingPerSecond: 5400, // 2 · 2700
      ceilingRatio: 1.8, // 5400 / 3000
    });
  });
  it('is unknown where no sweep was measured, or not how many processes it had', () => {
    expect(sweepCeiling(only())).toBeUndefined();
    const early = sampleComparisons.sweep.sides.map(({ processes: _, ...side }) => side);
    expect(sweepCeiling(only({ ...sampleComparisons.sweep, sides: early }))).toBeUndefined();
  });
});

describe('kernelRows', () => {
  it('sums a kernel over its shapes and leaves the rest of the step to JavaScript', () => {
    const rows = kernelRows(sampleProfile);
    expect(
      rows.map(({ kernel, milliseconds, sharePct, calls }) => [
        kernel,
        milliseconds,
        sharePct,
        calls,
      ]),
    ).toEqual([
      ['Conv2DBackpropFilter', 30, 60, 3],
      ['Conv2D', 10, 20, 1],
      ['Mul', 4, 8, 8],
      ['(JavaScript and batches)', 6, 12, 0],
    ]);
  });
  it('never makes the time between kernels negative', () => {
    const rows = kernelRows({ ...sampleProfile, millisecondsPerStep: 40 });
    expect(rows.at(-1)?.milliseconds).toBe(0);
  });
  it('tells shapes apart where they are asked for', () => {
    const rows = kernelShapeRows(sampleProfile, 2);
    expect(rows.map(({ inputs, milliseconds }) => [inputs, milliseconds])).toEqual([
      ['128x32x32x16', 20],
      ['128x16x16x32', 10],
    ]);
  });
});
