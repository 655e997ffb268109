import { describe, expect, it } from 'vitest';
import { studyByName } from '../../lib/studies/studies';
import { classAccuracyRows } from '../../lib/tables/class-accuracy-rows';
import { gainIntervalRow } from '../../lib/tables/gain-interval-rows';
import type { ModelRuns } from '../../lib/tables/model-result';
import {
  reliabilityRows,
  runCalibrations,
  scaledCalibrationRows,
} from '../../lib/tables/reliability-rows';
import { armRows } from '../../lib/tables/seed-rows';
import { modelCostRows, sizeTable } from '../../lib/tables/size-table';
import { resultOf } from './sample-results';
import { recordsOf } from './sample-study';
import { sampleTiming } from './sample-timing';

const labels = Uint8Array.of(0, 0, 1, 1);
const classNames = ['cat', 'dog'];
const logits = (predicted: readonly number[], sure = 1) =>
  resultOf('alone', predicted, { classes: 2, sure }).logits;
/** Cats: both, then one right; dogs: one, then one right. */
const model: ModelRuns = {
  model: 'student alone',
  method: 'alone',
  runs: [
    { seed: 0, logits: logits([0, 0, 1, 0]) },
    { seed: 1, logits: logits([0, 1, 1, 0]) },
  ],
};

describe('classAccuracyRows', () => {
  it('is mean and range over the seeds of each class', () => {
    const rows = classAccuracyRows([model], labels, classNames);
    expect(rows).toMatchObject([
      { className: 'cat', n: 2, meanPct: 75, lowestPct: 50, highestPct: 100 },
      { className: 'dog', n: 2, meanPct: 50, lowestPct: 50, highestPct: 50 },
    ]);
  });
});

describe('gainIntervalRow', () => {
  const names = { arm: 'a', control: 'b' };
  it('counts the images that only one of both gets right, and its gain is their difference', () => {
    const pairs = [
      { seed: 0, arm: Uint8Array.of(0, 0, 1, 1), control: Uint8Array.of(0, 1, 1, 0) }, // wins 2, loses 0
      { seed: 1, arm: Uint8Array.of(0, 1, 1, 0), control: Uint8Array.of(0, 0, 1, 0) }, // wins 0, loses 1
      { seed: 2, arm: Uint8Array.of(0, 1, 1, 1), control: Uint8Array.of(0, 0, 1, 1) }, // wins 0, loses 1
    ];
    const row = gainIntervalRow(names, { pairs, labels, resamples: 50 });
    expect(row).toMatchObject({ n: 3, images: 4, above: 1, meanPts: 0 });
    expect(row.wonImages).toBeCloseTo(2 / 3, 5);
    expect(row.lostImages).toBeCloseTo(2 / 3, 5);
    expect(row.bothLowPts).toBeLessThanOrEqual(0);
    expect(row.bothHighPts).toBeGreaterThanOrEqual(0);
  });
});

describe('runCalibrations and reliabilityRows', () => {
  // One run: all images confidence 0.8 (log 4 against 0), three of four right.
  const alike: ModelRuns = {
    ...model,
    runs: [0, 1].map((seed) => ({ seed, logits: logits([0, 0, 1, 0], Math.log(4)) })),
  };
  it('scale each image by the half that it is not in', () => {
    // Images 0 and 2 are right, so T = 1/100; of 1 and 3 one is right, so T = 100.
    const [first, second] = runCalibrations([alike], labels, 2);
    expect(first?.ecePct).toBeCloseTo(5, 4);
    expect(first?.nll).toBeCloseTo(-(3 * Math.log(0.8) + Math.log(0.2)) / 4, 5);
    expect(first?.temperature).toBeCloseTo((100 + 0.01) / 2, 1);
    expect(second).toEqual({ ...first, seed: 1 });
  });
  it('average runs, model by model', () => {
    const runs = runCalibrations([alike], labels, 2);
    const [low, high] = [runs[0], { ...runs[0], ecePct: 7 }] as typeof runs;
    expect(scaledCalibrationRows([low, high].flatMap((run) => run ?? []))).toMatchObject([
      { model: 'student alone', n: 2, ecePct: 6 },
    ]);
  });
  it('put accuracy beside confidence, bin by bin, as trained and scaled', () => {
    const rows = reliabilityRows([alike], labels, 2);
    const trained = rows.filter(({ scaling }) => scaling === 'as trained');
    expect(trained.map(({ bin, n }) => [bin, n])).toEqual([
      [1, 2],
      [2, 2],
      [3, 2],
      [4, 2],
    ]);
    expect(trained[0]).toMatchObject({ accuracyPct: 75, gapPts: -5 }); // ties share their right ones
    expect(rows).toHaveLength(8);
  });
});

describe('modelCostRows', () => {
  it('puts size, time and accuracy of each arm side by side', () => {
    const study = studyByName('original');
    const records = recordsOf({ 'teacher-original': [83], 'student-alone': [79, 80] }, study);
    const counts = { parameters: 10, megabytes: 1, multiplyAdds: 5 };
    const sizes = sizeTable([
      { model: 'teacher', method: 'teacher', ...counts, parameters: 20 },
      { model: 'student alone', method: 'alone', ...counts },
    ]);
    const arms = armRows(study, records).slice(0, 2);
    const rows = modelCostRows(arms, { sizes, timing: sampleTiming, batch: 128 });
    expect(rows).toMatchObject([
      { model: 'teacher', parameters: 20, medianMs: 64, n: 1, testMeanPct: 83 },
      { model: 'student alone', parameters: 10, medianMs: 8, n: 2, testMeanPct: 79.5 },
    ]);
    const untimed = modelCostRows(arms, { sizes, timing: undefined, batch: 128 });
    expect(untimed.map(({ medianMs }) => medianMs)).toEqual([null, null]);
    expect(() => modelCostRows(arms, { sizes: [], timing: undefined, batch: 1 })).toThrow(
      'no size of teacher',
    );
  });
});
