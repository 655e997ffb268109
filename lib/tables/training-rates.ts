import type { BenchComparison, BenchResults, BenchSide } from '../store/bench-results';
import { rounded } from './row';
import { peerOf, sideName } from './training-peer';

/** Comparisons by their names, with their blocks. */
export type TrainingRates = ReturnType<typeof trainingRates>;

/** How fast one side of a comparison was, and how much memory it took. */
export type TrainingRate = TrainingRates['rates'][number];

/** One measured block. */
export type RateBlock = TrainingRates['blocks'][number];

/** The comparisons whose sides stand beside each other: all but a sweep's, bf16's and those of size. */
export const peerComparisons = [
  'student',
  'teacher',
  'distillation',
  'epoch',
  'student-evaluation',
  'teacher-evaluation',
  'plain-tfjs',
] as const;
/** Ours in bf16 against PyTorch's autocast, then against ours in float32. */
export const bf16Comparisons = [
  'bf16-student',
  'bf16-teacher',
  'bf16-distillation',
  'bf16-gain-student',
  'bf16-gain-student-one-thread',
  'bf16-gain-teacher',
  'bf16-gain-airbench',
] as const;

/** Those of the named comparisons that were measured, in the order of the names. */
export function trainingRates(results: BenchResults, names: readonly string[]) {
  const chosen = names.flatMap((wanted) =>
    results.comparisons.filter(({ name }) => name === wanted),
  );
  return {
    rates: chosen.flatMap((comparison) => comparison.sides.map((side) => rate(comparison, side))),
    blocks: chosen.flatMap(({ name, sides }) =>
      sides.flatMap((side) =>
        side.blocks.map((imagesPerSecond, at) => ({
          comparison: name,
          side: sideName(side),
          block: at + 1, // 1 for the first that counts
          imagesPerSecond: rounded(imagesPerSecond),
        })),
      ),
    ),
  };
}

function rate({ name, meaning }: BenchComparison, side: BenchSide) {
  const { imagesPerSecond, processes, threadsEach, peakMegabytes } = side;
  return {
    comparison: name,
    job: meaning,
    side: sideName(side),
    peer: peerOf(side),
    /** Processes at once, of how many threads each; null in early results. */
    processes: processes ?? null,
    threadsEach: threadsEach ?? null,
    /** Measured blocks; then their median, least and most. */
    blocks: side.blocks.length,
    imagesPerSecond: rounded(imagesPerSecond.median),
    lowPerSecond: rounded(imagesPerSecond.min),
    highPerSecond: rounded(imagesPerSecond.max),
    ...ratios(side),
    /** Most resident memory of its processes together, MB of 2^20 bytes. */
    peakMegabytes: rounded(peakMegabytes),
  };
}

/** Our first side over this one, round by round: median, least and most. */
export function ratios({ ratio: { median, min, max } }: BenchSide) {
  return { ratio: rounded(median), ratioLow: rounded(min), ratioHigh: rounded(max) };
}
