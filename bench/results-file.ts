import { dirname, join } from 'node:path';
import {
  type BenchResults,
  benchResultsFolder,
  type Measured,
  mergeResults,
  type Profile,
  readBenchResults,
} from '../lib/study/bench-results';
import { writeAtomically } from '../lib/study/run-store';
import { SMALLER_KERNELS } from '../lib/tables/kernel-rows';
import { rounded } from '../lib/tables/row';
import type { Machine } from './machine';
import { resultsMarkdown } from './markdown';

/**
 * Puts what was measured into the machine's file, in place of what was measured before under its name, and
 * writes the tables beside it.
 * @returns the file's path
 */
export function keepResults(machine: Machine, measured: Measured, folder = benchResultsFolder()) {
  const file = join(folder, `${machine.device}.json`);
  const found = readBenchResults(dirname(file)).find(
    (one) => one.machine.device === machine.device,
  );
  const before: BenchResults = found ?? { machine: { ...machine }, comparisons: [] };
  const results = mergeResults(before, measured);
  writeAtomically(file, `${JSON.stringify(results, undefined, 2)}\n`);
  writeAtomically(file.replace(/\.json$/, '.md'), resultsMarkdown(results));
  return file;
}

/** Below this share of a step, a kernel on one set of shapes is not kept by itself. */
const LEAST_SHARE = 0.002;

/** A profile with its many small entries as one. */
export function withoutSmallKernels(profile: Profile): Profile {
  const least = LEAST_SHARE * profile.millisecondsPerStep;
  const small = profile.kernels.filter((one) => one.millisecondsPerStep < least);
  const sum = (of: 'callsPerStep' | 'millisecondsPerStep') =>
    rounded(small.reduce((total, one) => total + one[of], 0));
  if (small.length === 0) return profile;
  const rest = {
    kernel: SMALLER_KERNELS,
    shapes: '',
    callsPerStep: sum('callsPerStep'),
    millisecondsPerStep: sum('millisecondsPerStep'),
  };
  return {
    ...profile,
    kernels: [...profile.kernels.filter((one) => one.millisecondsPerStep >= least), rest],
  };
}
