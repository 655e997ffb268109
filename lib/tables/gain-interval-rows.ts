import { randomStream } from '../random/stream';
import { predictions } from '../statistics/classification';
import { mean } from '../statistics/summary';
import { twoWayBootstrap } from '../statistics/two-way-bootstrap';
import type { LogitPair } from './logit-pair';
import { rounded } from './row';
import { type GainSummary, gainSummary } from './spread';
import { type Table, table } from './table';

/** A comparison's mean paired gain with two intervals, and the images that carry it. */
export type GainIntervalRow = {
  readonly arm: string;
  readonly control: string;
  readonly images: number;
  /** Test images that only the arm gets right, mean over pairs; and only the control. */
  readonly wonImages: number;
  readonly lostImages: number;
  /** Bootstrap over seeds and test images, 95 %. */
  readonly bothLowPts: number;
  readonly bothHighPts: number;
} & GainSummary;

/** What the pairs are judged by. */
export interface JudgedPairs {
  readonly pairs: readonly LogitPair[];
  /** [images] */
  readonly labels: Uint8Array;
  /** How many resamples of the bootstrap; 1,000 unless told. */
  readonly resamples?: number;
}

const SEED = 0;

/**
 * A comparison's gain with Student's interval over its seeds and the two-way bootstrap's over seeds and test images.
 * @throws without pairs
 */
export function gainIntervalRow(
  names: { readonly arm: string; readonly control: string },
  { pairs, labels, resamples = 1000 }: JudgedPairs,
): GainIntervalRow {
  const right = (logits: Float32Array) => {
    const said = predictions(logits, logits.length / labels.length);
    return labels.map((label, image) => (said[image] === label ? 1 : 0));
  };
  const correct = pairs.map(({ arm, control }) => ({ arm: right(arm), control: right(control) }));
  const only = (winner: 'arm' | 'control', loser: 'arm' | 'control') =>
    correct.map((pair) => pair[winner].filter((won, at) => won > (pair[loser][at] ?? 0)).length);
  const [won, lost] = [only('arm', 'control'), only('control', 'arm')];
  const both = twoWayBootstrap(correct, { stream: randomStream(SEED, 'resample'), resamples });
  const gains = won.map((count, at) => (100 * (count - (lost[at] ?? 0))) / labels.length);
  return {
    ...names,
    images: labels.length,
    wonImages: rounded(mean(won)),
    lostImages: rounded(mean(lost)),
    bothLowPts: rounded(100 * both.low),
    bothHighPts: rounded(100 * both.high),
    ...gainSummary(gains.map((gain) => rounded(gain))),
  };
}

/** Gains with both intervals. */
export function gainIntervalTable(rows: readonly GainIntervalRow[]): Table<GainIntervalRow> {
  return table({
    name: 'gain-intervals',
    key: ['arm', 'control'],
    caption:
      "Mean paired gains in test accuracy with two 95 % intervals: Student's over the seeds, on these test images; and the " +
      'two-way bootstrap over seeds and test images (1,000 resamples). Images: how many only one of the two students ' +
      'gets right, mean over pairs.',
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
    rows,
  });
}
