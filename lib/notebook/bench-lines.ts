import type { BenchResults } from '../store/bench-results';
import type { FooterLines } from './footer';

/** What a benchmark's numbers rest on, for the footer: machine, days and file. */
export function benchLines({ comparisons, machine }: BenchResults): FooterLines {
  const days = comparisons.map(({ measuredOn }) => measuredOn).sort();
  const [first, last] = [days[0] ?? 'no day', days.at(-1) ?? 'no day'];
  const { processor, cores, memoryGigabytes, device } = machine;
  return [
    ['Measured on', `${processor}, ${cores} cores, ${memoryGigabytes} GB`],
    ['Days', first === last ? first : `${first} to ${last}`],
    ['File', `bench/results/${device}.json`],
  ];
}
