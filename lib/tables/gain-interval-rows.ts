import { randomStream } from '../random/stream';
import { mean } from '../statistics/summary';
import { twoWayBootstrap } from '../statistics/two-way-bootstrap';
import { formatCount } from './format';
import { type Labels, type PredictionPair, rightAnswers } from './model-result';
import { rounded } from './row';
import { gainSummary } from './spread';
import { tableOf } from './table';

const SEED = 0;
/** The ends of 1,000 would differ by some 0.02 points from draw to draw. */
const RESAMPLES = 4000;

/**
 * A comparison's mean paired gain with Student's interval over its seeds and the two-way bootstrap's over seeds and test
 * images, and the images that carry it.
 * @param judged `resamples` of the bootstrap are 4,000 unless told
 * @throws without pairs
 */
export function gainIntervalRow(
  names: { readonly arm: string; readonly control: string },
  judged: {
    readonly pairs: readonly PredictionPair[];
    readonly labels: Labels;
    readonly resamples?: number;
  },
) {
  const { pairs, labels, resamples = RESAMPLES } = judged;
  const correct = pairs.map(({ arm, control }) => ({
    arm: rightAnswers(arm, labels),
    control: rightAnswers(control, labels),
  }));
  const only = (winner: 'arm' | 'control', loser: 'arm' | 'control') =>
    correct.map((pair) => pair[winner].filter((won, at) => won > (pair[loser][at] ?? 0)).length);
  const [won, lost] = [only('arm', 'control'), only('control', 'arm')];
  const both = twoWayBootstrap(correct, { stream: randomStream(SEED, 'resample'), resamples });
  const gains = won.map((count, at) => (100 * (count - (lost[at] ?? 0))) / labels.length);
  return {
    ...names,
    images: labels.length,
    /** Test images that only the arm gets right, mean over pairs; and only the control. */
    wonImages: rounded(mean(won)),
    lostImages: rounded(mean(lost)),
    /** Bootstrap over seeds and test images, 95 %. */
    bothLowPts: rounded(100 * both.low),
    bothHighPts: rounded(100 * both.high),
    ...gainSummary(gains.map((gain) => rounded(gain))),
  };
}

/** Gains with both intervals. */
export const gainIntervalTable = tableOf<ReturnType<typeof gainIntervalRow>>({
  name: 'gain-intervals',
  key: ['arm', 'control'],
  caption:
    "Mean paired gains in test accuracy with two 95 % intervals: Student's over the seeds, on these test images; and the " +
    `two-way bootstrap over seeds and test images (${formatCount(RESAMPLES)} resamples). Images: how many only one of the ` +
    'two students gets right, mean over pairs.',
  columns: {
    arm: 'arm',
    control: 'against',
    n: 'pairs',
    meanPts: ['gain (points)', 2],
    lowPts: ['seeds: from', 2],
    highPts: ['to', 2],
    bothLowPts: ['seeds and images: from', 2],
    bothHighPts: ['to', 2],
    wonImages: ['images won', 0],
    lostImages: ['images lost', 0],
  },
});
