import { describe, expect, it } from 'vitest';
import type { Arm, Comparison } from '../../lib/studies/study';
import type { StudyRecords } from '../../lib/studies/study-records';
import { gainOfSeeds, pairedComparisons, pairRows } from '../../lib/tables/paired-comparison';
import { recordsOf, sampleStudy } from './sample-study';

const [helps, breaks] = sampleStudy.comparisons;
if (helps === undefined || breaks === undefined) throw new Error('no comparisons');

const alone = [79, 79.2, 78.9, 79.1, 79.3, 78.8, 79, 79.1];
const above = alone.map((pct, seed) => pct + 0.5 + 0.1 * (seed % 3));
const mixed = alone.map((pct, seed) => pct + (seed % 2 ? 0.4 : -0.3));

describe('pairRows', () => {
  it('pairs by seed and leaves out seeds of which one side is missing', () => {
    const records = recordsOf({
      'student-alone': [79, undefined, 78.9],
      'student-distilled': [79.4, 80, 78.5],
    });
    const rows = pairRows(sampleStudy, helps, records);
    expect(rows.map(({ seed, gainPts }) => [seed, gainPts])).toEqual([
      [0, 0.4],
      [2, -0.4],
    ]);
    expect(rows[0]).toMatchObject({ arm: 'student distilled', control: 'student alone' });
  });
});

describe('gainOfSeeds', () => {
  it('counts the pairs of these seeds against this control, and no others', () => {
    const records = recordsOf({
      'student-alone': [79, 79, 79, 79],
      'student-distilled': [80, 79.1, 79.2, 79.6],
    });
    const pairs = pairRows(sampleStudy, helps, records);
    expect(gainOfSeeds(pairs, 'student alone', [1, 2, 3])).toMatchObject({
      n: 3,
      meanPts: 0.3,
      above: 3,
    });
    expect(gainOfSeeds(pairs, 'nobody', [1, 2, 3]).n).toBe(0);
  });
});

describe('pairedComparisons', () => {
  const rowOf = (comparison: Comparison, records: StudyRecords) => {
    const row = pairedComparisons(sampleStudy, records)[
      sampleStudy.comparisons.indexOf(comparison)
    ];
    if (row === undefined) throw new Error('no such comparison');
    return row;
  };

  it('finds a gain where all eight pairs gain: p = 2/256, times 2 in a family of two', () => {
    const records = recordsOf({
      'student-alone': alone,
      'student-distilled': above,
      broken: mixed,
    });
    const row = rowOf(helps, records);
    // gains 0.5, 0.6, 0.7, 0.5, 0.6, 0.7, 0.5, 0.6: mean 4.7/8
    expect(row.meanGainPts).toBeCloseTo(0.5875, 5);
    expect(row).toMatchObject({ n: 8, planned: 8, signFlipP: 0.0078125, holmP: 0.015625 });
    expect(row.verdict).toBe('gain');
    expect(row.bcaLowPts).toBeGreaterThan(0.5 - 1e-9);
    expect(row.tLowPts).toBeGreaterThan(0);
    expect(rowOf(breaks, records).verdict).toBe('not significant');
  });
  it('finds a loss where all lose', () => {
    const records = recordsOf({ 'student-alone': above, 'student-distilled': alone });
    expect(rowOf(helps, records).verdict).toBe('loss');
  });
  it('decides nothing when the interval alone leaves out 0: six gains of six, in a family of two', () => {
    // p = 2/64 = 0.03125, by Holm 0.0625
    const records = recordsOf({
      'student-alone': alone.slice(0, 6),
      'student-distilled': above.slice(0, 6),
    });
    const six = (arm: Arm) => ({ ...arm, seeds: arm.seeds.slice(0, 6) });
    const comparisons = sampleStudy.comparisons.map(({ arm, control }) => ({
      arm: six(arm),
      control: six(control),
    }));
    const [row] = pairedComparisons({ ...sampleStudy, comparisons }, records);
    expect(row).toMatchObject({ n: 6, holmP: 0.0625, verdict: 'not significant' });
    expect(row?.tLowPts).toBeGreaterThan(0);
  });
  it('shows numbers from six pairs on, but no verdict before all planned pairs are there', () => {
    const records = recordsOf({
      'student-alone': alone.slice(0, 7),
      'student-distilled': above.slice(0, 7),
    });
    const row = rowOf(helps, records);
    expect(row).toMatchObject({ n: 7, planned: 8, signFlipP: 0.015625, verdict: 'too few pairs' });
  });
  it('tests nothing on five pairs, one pair or none, but says what there is', () => {
    const some = (n: number) =>
      recordsOf({ 'student-alone': alone.slice(0, n), 'student-distilled': above.slice(0, n) });
    const five = rowOf(helps, some(5));
    expect(five).toMatchObject({
      n: 5,
      signFlipP: null,
      bcaLowPts: null,
      verdict: 'too few pairs',
    });
    expect(five.sdPts).not.toBeNull();
    const one = rowOf(helps, some(1));
    expect(one).toMatchObject({ n: 1, meanGainPts: 0.5, sdPts: null, verdict: 'too few pairs' });
    expect(rowOf(helps, some(0)).meanGainPts).toBeNull();
  });
  it('counts comparisons without runs in the family', () => {
    const records = recordsOf({ 'student-alone': alone, 'student-distilled': above });
    const [first, second] = pairedComparisons(sampleStudy, records);
    expect(first?.holmP).toBe(0.015625);
    expect(second).toMatchObject({ n: 0, holmP: null, verdict: 'too few pairs' });
  });
  it('plans the seeds that both arms ask for', () => {
    const later = { ...helps, arm: { ...helps.arm, seeds: [4, 5, 6, 7, 8, 9] } };
    const [row] = pairedComparisons({ ...sampleStudy, comparisons: [later] }, new Map());
    expect(row?.planned).toBe(4);
  });
});
