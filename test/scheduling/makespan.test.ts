import { describe, expect, it } from 'vitest';
import { type Job, makespan } from '../../lib/scheduling/makespan';

const job = (id: string, seconds: number, ...after: string[]): Job => ({ id, seconds, after });

describe('makespan', () => {
  it('is the sum on one core, whatever waits for what', () => {
    expect(makespan([job('a', 3), job('b', 4, 'a'), job('c', 5)], 1)).toBe(12);
  });

  it('takes the first job that may begin: 5 and 3 side by side, then 4 where 3 ended', () => {
    expect(makespan([job('a', 5), job('b', 3), job('c', 4)], 2)).toBe(7);
  });

  it('passes over a job that waits: b begins with a, c at 3 when a has ended', () => {
    // core 1: a 0-3, c 3-5; core 2: b 0-4
    expect(makespan([job('a', 3), job('c', 2, 'a'), job('b', 4)], 2)).toBe(5);
  });

  it('is the longest chain on any number of cores: 3 + 2 + 2 against 6', () => {
    const jobs = [job('a', 3), job('b', 2, 'a'), job('c', 2, 'b'), job('d', 6)];
    expect(makespan(jobs, Number.POSITIVE_INFINITY)).toBe(7);
    expect(makespan(jobs, 256)).toBe(7);
  });

  it('counts a job that is not among those given as ended, and no jobs as no time', () => {
    expect(makespan([job('a', 3, 'teacher')], 1)).toBe(3);
    expect(makespan([], 4)).toBe(0);
  });

  it('refuses jobs that wait for each other', () => {
    expect(() => makespan([job('a', 1, 'b'), job('b', 1, 'a')], 2)).toThrow(
      'a, b wait for each other',
    );
  });
});
