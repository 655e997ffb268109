import { type BenchResults, readBenchResults } from '../store/bench-results';
import type { FooterLines } from './footer';

/** What was measured on a machine; undefined where nothing was. */
export type Bench = BenchResults | undefined;

/** The results of the machine that was measured last. */
export function committedBench(all: readonly BenchResults[] = readBenchResults()): Bench {
  const last = (one: BenchResults) =>
    one.comparisons
      .map((made) => made.measuredOn)
      .sort()
      .at(-1);
  return [...all].sort((a, b) => (last(a) ?? '').localeCompare(last(b) ?? '')).at(-1);
}

/** Whether every ratio belongs to as many blocks as the side has: what the tables rest on. */
export function everyRatioIsOfItsBlocks(bench: Bench): boolean {
  return (bench?.comparisons ?? []).every(({ sides }) =>
    sides.every(({ blocks, ratio }) => {
      const ratios = (sides[0]?.blocks ?? []).map((ours, at) => ours / (blocks[at] ?? Number.NaN));
      return closeTo(ratio.min, Math.min(...ratios)) && closeTo(ratio.max, Math.max(...ratios));
    }),
  );
}

function closeTo(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.abs(b);
}

/** Above this many busy cores a measurement means little. */
const BUSY_CORES = 0.5;

/** The comparisons that other work may have disturbed, in words; none, where that holds. */
export function disturbedAnswer(bench: Bench): string {
  const measured = bench?.comparisons ?? [];
  if (measured.length === 0) return 'Nothing was measured that other work could have disturbed.';
  const disturbed = measured.filter(({ loadBefore }) => loadBefore >= BUSY_CORES);
  if (disturbed.length === 0)
    return 'The machine had nothing else to do when the comparisons began.';
  return (
    `Other work kept half a core or more busy shortly before ${disturbed.length} of ${measured.length} ` +
    `comparisons began: ${disturbed.map(({ name }) => name).join(', ')}.`
  );
}

/** What the numbers rest on: machine and days. */
export function benchLines(bench: Bench): FooterLines {
  if (bench === undefined) return [['Measured', 'nothing yet']];
  const days = bench.comparisons.map(({ measuredOn }) => measuredOn).sort();
  const [first, last] = [days[0] ?? 'no day', days.at(-1) ?? 'no day'];
  const { processor, cores, memoryGigabytes, device } = bench.machine;
  return [
    ['Measured on', `${processor}, ${cores} cores, ${memoryGigabytes} GB`],
    ['Days', first === last ? first : `${first} to ${last}`],
    ['File', `bench/results/${device}.json`],
  ];
}
