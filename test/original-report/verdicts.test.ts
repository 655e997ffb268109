import { describe, expect, it } from 'vitest';
import { claimRows } from '../../lib/original-report/claims';
import { errataRows } from '../../lib/original-report/errata';
import { type Facts, factsOf } from '../../lib/original-report/facts';
import { countOf, verdictRows } from '../../lib/original-report/verdicts';
import { studies, studyByName } from '../../lib/studies/studies';
import { methodLabel } from '../../lib/tables/method';
import { sizeTable } from '../../lib/tables/size-table';
import { recordsOf } from '../tables/sample-study';
import { sampleTiming } from '../tables/sample-timing';

const sizes = sizeTable(
  (['teacher', 'alone', 'distilled'] as const).map((method) => ({
    model: methodLabel[method],
    method,
    parameters: method === 'teacher' ? 4_664_970 : 106_826,
    megabytes: method === 'teacher' ? 17.8106 : 0.4096,
    multiplyAdds: method === 'teacher' ? 160 : 10,
  })),
);

const everyArm = { ...studyByName('original'), arms: studies.flatMap(({ arms }) => arms) };

function facts(pcts: Parameters<typeof recordsOf>[0]): Facts {
  return factsOf(recordsOf(pcts, everyArm), { sizes, timing: sampleTiming });
}

const holds = (of: Facts, about: string) =>
  verdictRows(of).find((row) => row.about === about)?.holds;

const alone = [79.1, 79.3, 78.9, 79.2, 79.4, 79, 79.1, 79.2];
const moved = (by: number) => alone.map((pct, seed) => pct + by + 0.1 * (seed % 3));

describe('a verdict follows from the numbers, or not', () => {
  it('of an accuracy by where one more run is expected: 82.81, 82.99 and 83.5 give 83.10 ± 1.78', () => {
    expect(holds(facts({ 'teacher-original': [82.81, 82.99, 83.5] }), 'teacher accuracy')).toBe(
      true,
    );
    expect(holds(facts({ 'teacher-original': [88, 88.2, 88.4] }), 'teacher accuracy')).toBe(false);
    // 83 ± 4.97 takes in too much to confirm anything
    expect(holds(facts({ 'teacher-original': [82, 83, 84] }), 'teacher accuracy')).toBe(false);
    expect(holds(facts({ 'teacher-original': [83, 83.2] }), 'teacher accuracy')).toBe(false);
  });

  it('of the loss by the pairs: no longer where they lose as much', () => {
    const same = { 'student-alone': alone, 'student-distilled': moved(0.1) };
    const losing = { 'student-alone': alone, 'student-distilled': moved(-1.95) };
    expect(holds(facts(same), 'observed loss')).toBe(true);
    expect(holds(facts(losing), 'observed loss')).toBe(false);
    expect(holds(facts(losing), 'expected gain')).toBe(false);
  });

  it('of the soft weight by what a smaller loss does without a teacher, once that is known', () => {
    const weaker = {
      'student-alone': [...alone, ...alone],
      'student-distilled': alone,
      'scale-class-mean': moved(0.3),
      'scale-no-square': moved(0.4),
      'scale-both-wrong': moved(0.2),
    };
    const withControl = (pcts: readonly number[]) =>
      holds(facts({ ...weaker, 'control-ce-weight-30': [...Array(8), ...pcts] }), 'soft weight');
    const by = (size: number) => alone.map((pct, at) => pct + (at % 2 === 0 ? size : -size));
    expect(withControl(by(0.5))).toBe(true); // 0 ± 0.45
    expect(withControl(by(0.1))).toBe(false); // 0 ± 0.09 would rule it out
    expect(holds(facts(weaker), 'soft weight')).toBe(false);
  });
});

describe('without runs', () => {
  const rows = verdictRows(facts({}));
  it('nothing that runs decide follows, and what was counted still does', () => {
    expect(rows.find(({ about }) => about === 'parameters')?.holds).toBe(true);
    expect(rows.find(({ about }) => about === 'observed loss')?.holds).toBe(false);
    expect(rows.map(({ decidedBy }) => decidedBy).join()).not.toMatch(/undefined|null/);
  });
  it('the verdicts stand as they are written, each under a name of its own', () => {
    const outcomes = [
      'confirmed',
      'not reproduced under our assumptions',
      'not decidable',
    ] as const;
    const counts = outcomes.map((outcome) => countOf(rows, outcome));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    expect(rows).toHaveLength(22); // of a name given twice one statement would be lost
  });
  it('names the sizes that are missing', () => {
    const none = { sizes: [], timing: undefined };
    expect(() => factsOf(new Map(), none)).toThrow('teacher and student alone, found none');
  });
});

describe('claimRows', () => {
  it('set the original beside means, deviations and differences', () => {
    const rows = claimRows(
      facts({
        'teacher-original': [82.81],
        'student-alone': [79, 80],
        'student-distilled': [79.5, 80.1],
      }),
    );
    const row = (quantity: string) => rows.find((one) => one.quantity.startsWith(quantity));
    // gains 0.5 and 0.1: mean 0.3, sd 0.4/√2 = 0.28; −1.84 lies 2.14 below
    expect(row('distilled minus alone')).toMatchObject({
      original: '−1.84',
      measured: '+0.30 ± 0.28',
      n: 2,
      difference: '+2.14',
    });
    expect(row('its teacher (seed 0) minus distilled')).toMatchObject({
      measured: '3.01 ± 0.42',
      n: 2,
    });
    expect(row('student: parameters')).toMatchObject({ measured: '106,826', difference: '0' });
    // means 1.1 · 64 and 1.1 · 8 ms
    expect(row('times faster')).toMatchObject({ original: '4.3', measured: '8.0' });
    expect(row('student alone: score')).toMatchObject({ original: '2.62', measured: '9.03' });
  });
});

describe('errataRows', () => {
  const rows = errataRows(sizes);
  it('works out the score by its footnote: 72.70 / (0.41 · 27.76) = 6.39', () => {
    expect(rows[0]).toMatchObject({ printed: '0.75, 2.62, 2.74', recomputed: '0.04, 6.39, 6.69' });
  });
  it('turns the order of the scores with one time for both: 70.86 / 27.76 = 2.55', () => {
    expect(rows[1]).toMatchObject({ recomputed: '2.55 < 2.62' });
  });
  it('tells points from percent: 83.13 − 70.86 = 12.27, 14.8 % of 83.13', () => {
    expect(rows[3]?.recomputed).toBe("12.27 points, 14.8 % of the teacher's");
  });
});
