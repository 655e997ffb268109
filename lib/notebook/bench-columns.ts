/** The columns that notebook 08 shows of the benchmark's tables, under the names that a reader sees. */
import type { KernelShapeRow } from '../tables/kernel-rows';
import type { MathEffectRow } from '../tables/math-effect-rows';
import type { SpeedGoalRow } from '../tables/speed-goal-rows';
import type { SpeedScalingRow } from '../tables/speed-scaling-rows';
import type { TrainingRate } from '../tables/training-rates';
import type { Columns } from './columns';
import type { TableWords } from './show';

export const goalColumns = {
  job: 'job',
  against: 'against',
  imagesPerSecond: 'ours (images/s)',
  otherPerSecond: 'the other (images/s)',
  ratio: 'ratio',
  ratioLow: 'from',
  ratioHigh: 'to',
  goal: 'goal',
  verdict: 'verdict',
} as const satisfies Columns<SpeedGoalRow>;

export const goalWords: TableWords = {
  name: 'speed-goals',
  caption:
    'Ours over PyTorch in its faster memory format, or over our other way of doing it: the median of the rounds ' +
    'and their range. Whole steps with augmentation, float32, batches of 128, all cores, the sides in turn.',
  decimals: {
    [goalColumns.imagesPerSecond]: 0,
    [goalColumns.otherPerSecond]: 0,
    [goalColumns.goal]: 1,
  },
};

export const rateColumns = {
  job: 'job',
  side: 'side',
  imagesPerSecond: 'images/s (median)',
  lowPerSecond: 'slowest block',
  highPerSecond: 'fastest block',
  ratio: 'ours / it',
  ratioLow: 'from',
  ratioHigh: 'to',
  peakMegabytes: 'peak memory (MB)',
} as const satisfies Columns<TrainingRate>;

export const rateDecimals: Readonly<Record<string, number>> = {
  [rateColumns.imagesPerSecond]: 0,
  [rateColumns.lowPerSecond]: 0,
  [rateColumns.highPerSecond]: 0,
  [rateColumns.ratio]: 2,
  [rateColumns.ratioLow]: 2,
  [rateColumns.ratioHigh]: 2,
  [rateColumns.peakMegabytes]: 0,
};

/** Columns that tell sizes of the work apart, before those of rates. */
export const scalingColumns = {
  size: 'size',
  side: rateColumns.side,
  imagesPerSecond: rateColumns.imagesPerSecond,
  lowPerSecond: rateColumns.lowPerSecond,
  highPerSecond: rateColumns.highPerSecond,
  ratio: rateColumns.ratio,
  peakMegabytes: rateColumns.peakMegabytes,
} as const satisfies Columns<SpeedScalingRow>;

export const kernelColumns = {
  kernel: 'kernel',
  inputs: 'shapes of its inputs',
  milliseconds: 'ms a step',
  sharePct: 'share (%)',
  calls: 'calls',
} as const satisfies Columns<KernelShapeRow>;

export const mathColumns = {
  epoch: 'epoch',
  float32Pct: 'float32 (%)',
  bf16Pct: 'bf16 (%)',
  differencePts: 'difference (points)',
} as const satisfies Columns<MathEffectRow>;
