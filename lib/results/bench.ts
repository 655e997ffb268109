import { type BenchResults, readBenchResults } from '../store/bench-results';

/**
 * What `npm run bench` left on disk, of the machine that was measured last.
 * @throws when nothing was measured, with the command
 */
export function committedBench(all: readonly BenchResults[] = readBenchResults()): BenchResults {
  const dated = all.flatMap((results) =>
    results.comparisons.map(({ measuredOn }) => ({ results, measuredOn })),
  );
  const newest = dated.sort((a, b) => a.measuredOn.localeCompare(b.measuredOn)).at(-1);
  if (newest !== undefined) return newest.results;
  throw new Error('bench/results is empty: npm run bench measures this machine.');
}

/**
 * Where the time of a step goes.
 * @throws when that was not measured, with the command
 */
export function benchProfile({ profiles = [] }: BenchResults, network: 'student' | 'teacher') {
  const profile = profiles.find(({ job }) => job === `${network}-step`);
  if (profile !== undefined) return profile;
  throw new Error(
    `The ${network}'s step was not profiled on this machine: npm run bench -- --profile ${network} --keep does it.`,
  );
}
