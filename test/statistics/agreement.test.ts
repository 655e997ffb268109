import { describe, expect, it } from 'vitest';
import { agreement, klToTeacher } from '../../lib/statistics/agreement';

describe('agreement', () => {
  it('is 2/3 when two of three predictions are the same', () => {
    expect(agreement([1, 2, 3], [1, 0, 3])).toBeCloseTo(2 / 3, 14);
  });
});

describe('klToTeacher', () => {
  it('is log 2 for a certain teacher and an even student', () => {
    expect(klToTeacher([1, 0], [0.5, 0.5], 2)).toBeCloseTo(Math.log(2), 14);
  });
  it('is the mean over images: half of log 2 when the other image agrees', () => {
    expect(klToTeacher([1, 0, 0.3, 0.7], [0.5, 0.5, 0.3, 0.7], 2)).toBeCloseTo(Math.LN2 / 2, 14);
  });
  it('goes from teacher to student: 0.5·log(0.5/0.9) + 0.5·log(0.5/0.1) = 0.510826', () => {
    expect(klToTeacher([0.5, 0.5], [0.9, 0.1], 2)).toBeCloseTo(0.5108256, 7);
    expect(klToTeacher([0.9, 0.1], [0.5, 0.5], 2)).toBeCloseTo(0.3680642, 7);
  });
  it('is infinite where the student excludes what the teacher holds possible', () => {
    expect(klToTeacher([0.5, 0.5], [1, 0], 2)).toBe(Number.POSITIVE_INFINITY);
  });
});
