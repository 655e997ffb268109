import { join } from 'node:path';
import { writeAtomically } from '../lib/store/atomic-file';
import {
  type BenchResults,
  benchResultsFolder,
  type KernelTime,
  type Measured,
  mergeResults,
  type Profile,
  readBenchResults,
} from '../lib/store/bench-results';
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
  const found = readBenchResults(folder).find((one) => one.machine.device === machine.device);
  const before: BenchResults = found ?? { machine: { ...machine }, comparisons: [] };
  const results = mergeResults(before, measured);
  writeAtomically(file, `${JSON.stringify(results, undefined, 2)}\n`);
  writeTables(results, folder);
  return file;
}

/** Writes the tables of a machine's results, <device>.md, and returns their path. */
export function writeTables(results: BenchResults, folder = benchResultsFolder()): string {
  const file = join(folder, `${results.machine.device}.md`);
  writeAtomically(file, resultsMarkdown(results));
  return file;
}

/** Below this share of a step, a kernel on one set of shapes is not kept by itself. */
const LEAST_SHARE = 0.002;

/** A profile with small entries joined: first those of one kernel, then the kernels that stay small. */
export function withoutSmallKernels(profile: Profile): Profile {
  const least = LEAST_SHARE * profile.millisecondsPerStep;
  const byKernel = joined(profile.kernels, least, ({ kernel }) => kernel);
  const kernels = joined(byKernel, least, () => SMALLER_KERNELS);
  return { ...profile, kernels };
}

/** The entries of at least so many milliseconds; the others summed by name, behind them. */
function joined(
  kernels: readonly KernelTime[],
  least: number,
  nameOf: (one: KernelTime) => string,
): KernelTime[] {
  const sums = new Map<string, KernelTime>();
  for (const one of kernels.filter(({ millisecondsPerStep }) => millisecondsPerStep < least)) {
    const kernel = nameOf(one);
    const sum = sums.get(kernel);
    sums.set(kernel, {
      kernel,
      shapes: sum === undefined && kernel === one.kernel ? one.shapes : '',
      callsPerStep: rounded(one.callsPerStep + (sum?.callsPerStep ?? 0)),
      millisecondsPerStep: rounded(one.millisecondsPerStep + (sum?.millisecondsPerStep ?? 0)),
    });
  }
  const large = kernels.filter(({ millisecondsPerStep }) => millisecondsPerStep >= least);
  return [...large, ...sums.values()];
}
