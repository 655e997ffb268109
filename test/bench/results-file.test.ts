import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resultsMarkdown, table } from '../../bench/markdown';
import { keepResults, withoutSmallKernels } from '../../bench/results-file';
import { benchResultsFolder, readBenchResults } from '../../lib/store/bench-results';
import {
  sampleBench,
  sampleComparisons,
  sampleMachine,
  sampleProfile,
} from '../tables/sample-bench';

const folder = mkdtempSync(join(tmpdir(), 'bench-results-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('keepResults', () => {
  it('adds what is measured, replaces what bears the same name, and writes the tables', () => {
    const { student, teacher } = sampleComparisons;
    keepResults(sampleMachine, { comparisons: [student, teacher] }, folder);
    keepResults(sampleMachine, { profiles: [sampleProfile] }, folder);
    const file = keepResults(sampleMachine, { comparisons: [{ ...student, steps: 99 }] }, folder);
    const [results] = readBenchResults(folder);
    expect(results?.comparisons.map(({ name, steps }) => [name, steps])).toEqual([
      ['student', 99],
      ['teacher', 10],
    ]);
    expect(results?.profiles).toEqual([sampleProfile]);
    expect(readFileSync(file.replace('.json', '.md'), 'utf8')).toContain(
      '# Speed on Some Processor',
    );
    expect(existsSync(join(folder, 'some-processor-2-cores.json'))).toBe(true);
  });
});

describe('withoutSmallKernels', () => {
  const kernel = (name: string, shapes: string, millisecondsPerStep: number) => ({
    kernel: name,
    shapes,
    callsPerStep: 1,
    millisecondsPerStep,
  });
  it('joins small shapes of one kernel, and kernels that stay below 0.2 %', () => {
    // 0.2 % of 1000 ms are 2 ms
    const kernels = [
      kernel('Mul', 'large', 500),
      kernel('Mul', 'a', 1.5),
      kernel('Mul', 'b', 1),
      kernel('Add', 'c', 0.5),
      kernel('Sub', 'd', 0.25),
    ];
    const made = withoutSmallKernels({ ...sampleProfile, millisecondsPerStep: 1000, kernels });
    expect(made.kernels).toEqual([
      kernel('Mul', 'large', 500),
      { ...kernel('Mul', '', 2.5), callsPerStep: 2 },
      { ...kernel('(kernels below 0.2 % each)', '', 0.75), callsPerStep: 2 },
    ]);
  });
  it('leaves a profile without small entries as it is', () => {
    expect(withoutSmallKernels(sampleProfile)).toEqual(sampleProfile);
  });
});

describe('resultsMarkdown', () => {
  const text = resultsMarkdown(sampleBench);
  it('holds the goals with verdicts, the ceiling and kernels', () => {
    expect(text).toContain(
      '| a step of student | PyTorch, channels_last | 0.80 (0.80 – 0.80) | 1.00 | missed |',
    );
    expect(text).toContain('2 × 2700 = 5400 images/s, a ratio of 1.80');
    expect(text).toContain('| Conv2DBackpropFilter | 30.00 | 60.0 % | 3 |');
  });
  it('is only a heading where nothing was measured', () => {
    const empty = resultsMarkdown({ machine: { ...sampleMachine }, comparisons: [] });
    expect(empty).not.toContain('|');
    expect(empty).toContain('# Speed on Some Processor, 2 cores, 8 GB');
  });
});

describe('the committed tables', () => {
  it('are those of the committed results; npm run bench -- --tables writes them anew', () => {
    for (const results of readBenchResults()) {
      const file = join(benchResultsFolder(), `${results.machine.device}.md`);
      expect(readFileSync(file, 'utf8')).toBe(resultsMarkdown(results));
    }
  });
});

describe('table', () => {
  it('does not take a bar within a cell for the end of the cell', () => {
    expect(table(['a'], [['x|y']])).toBe('| a |\n| --- |\n| x\\|y |');
  });
});
