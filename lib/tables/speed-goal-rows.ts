import { type BenchComparison, type BenchResults, decisiveSide } from '../store/bench-results';
import { type RowOf, rounded } from './row';
import { tableOf } from './table';
import { sideName } from './training-peer';
import { bf16Comparisons, ratios } from './training-rates';

/** The order in which goals are told; what is not named comes last. */
const order: readonly string[] = [
  'student',
  'teacher',
  'distillation',
  'epoch',
  'student-evaluation',
  'sweep',
  ...bf16Comparisons,
];

/** The comparisons that have a goal, which the project set itself, each against the side that decides. */
export function speedGoalRows({ comparisons }: BenchResults) {
  const place = ({ name }: BenchComparison) =>
    order.includes(name) ? order.indexOf(name) : order.length;
  const inOrder = [...comparisons].sort((a, b) => place(a) - place(b));
  return inOrder.flatMap((comparison) => {
    const { name, meaning, goal, sides } = comparison;
    const [ours] = sides;
    if (goal === undefined || ours === undefined) return [];
    const other = decisiveSide(comparison);
    return {
      comparison: name,
      job: meaning,
      /** PyTorch's fastest configuration in the same precision, or another way of ours. */
      against: sideName(other),
      imagesPerSecond: rounded(ours.imagesPerSecond.median),
      otherPerSecond: rounded(other.imagesPerSecond.median),
      ...ratios(other),
      rounds: ours.blocks.length,
      goal,
      verdict: other.ratio.median >= goal ? 'reached' : 'missed',
    };
  });
}

const goalsTable = tableOf<RowOf<typeof speedGoalRows>>({
  name: 'speed-goals',
  caption: ([first]) =>
    "Ours over PyTorch's fastest configuration in the same precision, or over our other way of doing it: median and " +
    `range of ${first?.rounds} rounds. Whole steps with augmentation, batches of 128 (the strong teacher's: 512), ` +
    'float32 and all cores unless stated otherwise.',
  columns: {
    job: 'job',
    against: 'against',
    imagesPerSecond: ['ours (images/s)', 0],
    otherPerSecond: ['other (images/s)', 0],
    ratio: ['ratio', 2],
    ratioLow: ['from', 2],
    ratioHigh: ['to', 2],
    goal: ['goal', 2],
  },
});

/** Jobs beside what they are measured against. */
export function speedGoalsTable(rows: Parameters<typeof goalsTable>[0], name = 'speed-goals') {
  return { ...goalsTable(rows), name };
}
