import { type BenchResults, decisiveSide } from '../store/bench-results';
import { rounded } from './row';
import { type Table, table } from './table';
import { sideName } from './training-peer';
import { bf16Comparisons, inComparisonOrder } from './training-rates';

/** One job of the benchmark against the goal that the project set itself. */
export type SpeedGoalRow = {
  /** The comparison's name. */
  readonly comparison: string;
  /** What is done. */
  readonly job: string;
  /** What it is measured against: PyTorch's fastest configuration in the same precision, or another way of ours. */
  readonly against: string;
  readonly imagesPerSecond: number;
  readonly otherPerSecond: number;
  /** Median over rounds of ours over the other. */
  readonly ratio: number;
  readonly ratioLow: number;
  readonly ratioHigh: number;
  readonly rounds: number;
  readonly goal: number;
  readonly verdict: 'reached' | 'missed';
};

/** The order in which goals are told; what is not named comes last. */
const order = [
  'student',
  'teacher',
  'distillation',
  'epoch',
  'student-evaluation',
  'sweep',
  ...bf16Comparisons,
];

/** The comparisons that have a goal, each against the side that decides. */
export function speedGoalRows({ comparisons }: BenchResults): SpeedGoalRow[] {
  const rows = comparisons.flatMap((comparison): SpeedGoalRow[] => {
    const { name, meaning, goal, sides } = comparison;
    const [ours] = sides;
    if (goal === undefined || ours === undefined) return [];
    const other = decisiveSide(comparison);
    return [
      {
        comparison: name,
        job: meaning,
        against: sideName(other),
        imagesPerSecond: rounded(ours.imagesPerSecond.median),
        otherPerSecond: rounded(other.imagesPerSecond.median),
        ratio: rounded(other.ratio.median),
        ratioLow: rounded(other.ratio.min),
        ratioHigh: rounded(other.ratio.max),
        rounds: ours.blocks.length,
        goal,
        verdict: other.ratio.median >= goal ? 'reached' : 'missed',
      },
    ];
  });
  return inComparisonOrder(rows, order);
}

/** Jobs beside what they are measured against. */
export function speedGoalsTable(
  rows: readonly SpeedGoalRow[],
  name = 'speed-goals',
): Table<SpeedGoalRow> {
  return table({
    name,
    caption:
      "Ours over PyTorch's fastest configuration in the same precision, or over our other way of doing it: median and " +
      `range of ${rows[0]?.rounds} rounds. Whole steps with augmentation, batches of 128 (the strong teacher's: 512), ` +
      'float32 unless it says bf16, all cores unless it says one thread.',
    columns: {
      job: 'job',
      against: 'against',
      imagesPerSecond: ['ours (images/s)', 0],
      otherPerSecond: ['the other (images/s)', 0],
      ratio: ['ratio', 2],
      ratioLow: ['from', 2],
      ratioHigh: ['to', 2],
      goal: ['goal', 2],
    },
    rows,
  });
}
