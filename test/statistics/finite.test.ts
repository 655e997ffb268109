import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/random/stream';
import { agreement, klToTeacher } from '../../lib/statistics/agreement';
import { bcaInterval } from '../../lib/statistics/bootstrap';
import {
  brier,
  expectedCalibrationError,
  negativeLogLikelihood,
  reliabilityBins,
} from '../../lib/statistics/calibration';
import {
  accuracy,
  confusionMatrix,
  countRight,
  perClassAccuracy,
  predictions,
} from '../../lib/statistics/classification';
import { holm } from '../../lib/statistics/holm';
import { wilsonInterval } from '../../lib/statistics/interval';
import { mcnemarExact } from '../../lib/statistics/mcnemar';
import { normalCdf, normalQuantile } from '../../lib/statistics/normal';
import { powerOfPairs } from '../../lib/statistics/power';
import { quantile } from '../../lib/statistics/quantile';
import { resampleQuantile, resamplesOf } from '../../lib/statistics/resamples';
import { signFlipP } from '../../lib/statistics/sign-flip';
import { hardGradientNorm, softGradientNorm } from '../../lib/statistics/soft-gradient';
import { softmaxRows } from '../../lib/statistics/softmax';
import {
  predictionInterval,
  studentCdf,
  studentInterval,
  studentQuantile,
} from '../../lib/statistics/student-t';
import { mean, sampleSd } from '../../lib/statistics/summary';
import { crossScaled, fittedTemperature } from '../../lib/statistics/temperature-scaling';
import { testAnswers } from '../../lib/statistics/test-answers';
import { twoWayBootstrap } from '../../lib/statistics/two-way-bootstrap';
import { projectRoot } from '../../lib/store/project-root';

type Statistic = (values: readonly number[]) => unknown;

const even = [0.5, 0.5];
const stream = randomStream(0, 'resample');

/** Each statistic with one of its lists left open; the good list is two rows of two classes, or four values. */
const ofLists: Readonly<Record<string, readonly Statistic[]>> = {
  agreement: [(list) => agreement(list, [0, 1, 0, 1]), (list) => agreement([0, 1, 0, 1], list)],
  klToTeacher: [
    (list) => klToTeacher(list, [...even, ...even], 2),
    (list) => klToTeacher([...even, ...even], list, 2),
  ],
  bcaInterval: [(list) => bcaInterval(list)],
  resamplesOf: [(list) => resamplesOf(list)],
  fittedTemperature: [
    (list) => fittedTemperature(list, [0, 1], 2),
    (list) => fittedTemperature([1, 0, 0, 1, 1, 0, 0, 1], list, 2),
  ],
  crossScaled: [
    (list) => crossScaled(list, [0, 1], 2),
    (list) => crossScaled([1, 0, 0, 1, 1, 0, 0, 1], list, 2),
  ],
  brier: [(list) => brier(list, [0, 1], 2), (list) => brier(new Array(8).fill(0.5), list, 2)],
  expectedCalibrationError: [
    (list) =>
      expectedCalibrationError(
        list.map((confidence) => ({ lower: 0, upper: 1, count: 1, confidence, accuracy: 1 })),
      ),
  ],
  negativeLogLikelihood: [
    (list) => negativeLogLikelihood(list, [0, 1], 2),
    (list) => negativeLogLikelihood(new Array(8).fill(0.5), list, 2),
  ],
  reliabilityBins: [
    (list) => reliabilityBins(list, [0, 1], 2),
    (list) => reliabilityBins(new Array(8).fill(0.5), list, 2),
  ],
  accuracy: [
    (list) => accuracy(list, [0, 1], 2),
    (list) => accuracy(new Array(8).fill(0.5), list, 2),
  ],
  confusionMatrix: [
    (list) => confusionMatrix(list, [0, 1, 0, 1], 2),
    (list) => confusionMatrix([0, 1, 0, 1], list, 2),
  ],
  countRight: [(list) => countRight(list, [0, 1, 0, 1]), (list) => countRight([0, 1, 0, 1], list)],
  perClassAccuracy: [
    (list) => perClassAccuracy(list, [0, 1, 0, 1], 2),
    (list) => perClassAccuracy([0, 1, 0, 1], list, 2),
  ],
  predictions: [(list) => predictions(list, 2)],
  holm: [(list) => holm(list)],
  quantile: [(list) => quantile(list, 0.5)],
  signFlipP: [(list) => signFlipP(list)],
  hardGradientNorm: [
    (list) => hardGradientNorm(list, [0, 1], 2),
    (list) => hardGradientNorm(new Array(8).fill(0.5), list, 2),
  ],
  softGradientNorm: [
    (list) => softGradientNorm(list, [...even, ...even], 2, 4),
    (list) => softGradientNorm([...even, ...even], list, 2, 4),
  ],
  softmaxRows: [(list) => softmaxRows(list, 2)],
  testAnswers: [(list) => testAnswers(list, even, 2)],
  predictionInterval: [(list) => predictionInterval(list)],
  studentInterval: [(list) => studentInterval(list)],
  twoWayBootstrap: [
    (arm) => twoWayBootstrap([{ arm, control: [0, 1, 0, 1] }], { stream }),
    (control) => twoWayBootstrap([{ arm: [0, 1, 0, 1], control }], { stream }),
  ],
  mean: [(list) => mean(list)],
  sampleSd: [(list) => sampleSd(list)],
};

/** Each statistic with one of its numbers left open. */
const ofNumbers: Readonly<Record<string, readonly ((value: number) => unknown)[]>> = {
  powerOfPairs: [
    (pairs) => powerOfPairs({ pairs, gain: 1, deviation: 1 }),
    (gain) => powerOfPairs({ pairs: 8, gain, deviation: 1 }),
    (deviation) => powerOfPairs({ pairs: 8, gain: 1, deviation }),
    (level) => powerOfPairs({ pairs: 8, gain: 1, deviation: 1, level }),
  ],
  twoWayBootstrap: [
    (level) => twoWayBootstrap([{ arm: [1], control: [0] }], { stream, level }),
    (resamples) => twoWayBootstrap([{ arm: [1], control: [0] }], { stream, resamples }),
  ],
  resampleQuantile: [(share) => resampleQuantile(resamplesOf([1, 2]), share, [1, 2])],
  reliabilityBins: [(bins) => reliabilityBins([...even, ...even], [0, 1], 2, bins)],
  expectedCalibrationError: [
    (count) =>
      expectedCalibrationError([{ lower: 0, upper: 1, count, confidence: 1, accuracy: 1 }]),
    (accuracyOfBin) =>
      expectedCalibrationError([
        { lower: 0, upper: 1, count: 1, confidence: 1, accuracy: accuracyOfBin },
      ]),
  ],
  bcaInterval: [(level) => bcaInterval([1, 2, 4], level)],
  wilsonInterval: [
    (right) => wilsonInterval(right, 10),
    (total) => wilsonInterval(1, total),
    (level) => wilsonInterval(1, 10, level),
  ],
  mcnemarExact: [(count) => mcnemarExact(count, 3), (count) => mcnemarExact(3, count)],
  normalCdf: [(z) => normalCdf(z)],
  normalQuantile: [(p) => normalQuantile(p)],
  quantile: [(share) => quantile([1, 2], share)],
  softGradientNorm: [(temperature) => softGradientNorm(even, even, 2, temperature)],
  softmaxRows: [(temperature) => softmaxRows(even, 2, temperature)],
  predictionInterval: [(level) => predictionInterval([1, 2, 4], level)],
  studentInterval: [(level) => studentInterval([1, 2, 4], level)],
  studentCdf: [(t) => studentCdf(t, 3), (degrees) => studentCdf(1, degrees)],
  studentQuantile: [(p) => studentQuantile(p, 3), (degrees) => studentQuantile(0.9, degrees)],
};

const notFinite = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const spread = (table: typeof ofLists) =>
  Object.entries(table).flatMap(([name, uses]) => uses.map((use) => [name, use] as const));

describe('every statistic', () => {
  it.each(spread(ofLists))('%s refuses an empty list', (_, use) => {
    expect(() => use([])).toThrow(RangeError);
  });

  it.each(spread(ofLists))('%s names a value that is not finite, and its place', (_, use) => {
    for (const value of notFinite) {
      const call = () => use([0, 1, value, 1]);
      expect(call).toThrow(RangeError);
      expect(call).toThrow(new RegExp(`got ${value} at (index|bin|image) 2`));
    }
  });

  it.each(
    Object.entries(ofNumbers).flatMap(([name, uses]) => uses.map((use) => [name, use] as const)),
  )('%s refuses a number that is not finite and names it', (_, use) => {
    for (const value of notFinite) {
      expect(() => use(value)).toThrow(RangeError);
      expect(() => use(value)).toThrow(`${value}`);
    }
  });

  it('is among these', async () => {
    const folder = join(projectRoot(), 'lib/statistics');
    const files = readdirSync(folder).filter((file) => !/^(finite|rows)\.ts$/.test(file));
    const rooms = await Promise.all(files.map((file) => import(join(folder, file))));
    const exported = rooms.flatMap((room) => Object.keys(room));
    const tested = new Set([...Object.keys(ofLists), ...Object.keys(ofNumbers)]);
    expect(exported.filter((name) => !tested.has(name))).toEqual([]);
  });
});
