import { describe, expect, it } from 'vitest';
import { benchLines } from '../../lib/notebook/bench-lines';
import { benchProfile, committedBench } from '../../lib/results/bench';
import {
  sampleBench,
  sampleComparisons,
  sampleMachine,
  sampleProfile,
} from '../tables/sample-bench';

describe('committedBench', () => {
  it('takes the machine that was measured last', () => {
    const older = { ...sampleBench, machine: { ...sampleMachine, device: 'older' } };
    const student = { ...sampleComparisons.student, measuredOn: '2026-12-01' };
    const newer = { machine: { ...sampleMachine }, comparisons: [student] };
    expect(committedBench([newer, older])).toBe(newer);
  });
  it('names the command where nothing was measured', () => {
    expect(() => committedBench([])).toThrow('npm run bench');
  });
});

describe('benchProfile', () => {
  it('is the profile of the network, or an error with the command', () => {
    expect(benchProfile(sampleBench, 'student')).toBe(sampleProfile);
    expect(() => benchProfile(sampleBench, 'teacher')).toThrow('--profile teacher --keep');
  });
});

describe('benchLines', () => {
  it('says machine, days and file', () => {
    expect(benchLines(sampleBench)).toEqual([
      ['Measured on', 'Some Processor, 2 cores, 8 GB'],
      ['Days', '2026-11-25'],
      ['File', 'bench/results/some-processor-2-cores.json'],
    ]);
  });
});
