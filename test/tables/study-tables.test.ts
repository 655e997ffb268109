import { describe, expect, it } from 'vitest';
import { withoutTrainedValidation } from '../../lib/store/run-record';
import { studyByName } from '../../lib/studies/studies';
import { studyAccuracies } from '../../lib/tables/accuracy-table';
import { gainExplanations, gapExplanations } from '../../lib/tables/explanation-rows';
import { gridNoise, gridRows } from '../../lib/tables/grid-rows';
import { armRows, missingRows, pairedRecords, seedRows } from '../../lib/tables/seed-rows';
import { fitOf, formatSpread, spreadOf } from '../../lib/tables/spread';
import { studyRow, studyTables } from '../../lib/tables/study-tables';
import { scaleGradientRows } from '../../lib/tables/temperature-gradient-rows';
import { recordsOf, sampleStudy } from './sample-study';

describe('spreadOf', () => {
  it('is 2 ± 1, from 1 to 3, for 1, 2 and 3', () => {
    expect(spreadOf([1, 2, 3])).toEqual({ n: 3, mean: 2, sd: 1, lowest: 1, highest: 3 });
    expect(formatSpread(spreadOf([1, 2, 3]))).toBe('2.00 ± 1.00');
  });
  it('has no deviation of one value, and nothing of none', () => {
    expect(formatSpread(spreadOf([79.061]))).toBe('79.06');
    expect(spreadOf([])).toEqual({ n: 0, mean: null, sd: null, lowest: null, highest: null });
    expect(formatSpread(spreadOf([]))).toBe('–');
  });
});

describe('fitOf', () => {
  it('asks for the 95 % prediction interval: 2 ± 4.97 for 1, 2 and 3', () => {
    expect(fitOf(6.9, [1, 2, 3])).toBe('fits');
    expect(fitOf(7, [1, 2, 3])).toBe('does not fit');
  });
  it('decides nothing on fewer than three values, or than it is told', () => {
    expect(fitOf(2, [1, 3])).toBe('not decidable yet');
    expect(fitOf(2, [1, 2, 3], 6)).toBe('not decidable yet');
  });
});

describe('seedRows, armRows and missingRows', () => {
  const records = recordsOf({ 'student-alone': [79, undefined, 78], broken: [70] });

  it('list what is there, arm by arm, each under its family', () => {
    expect(
      seedRows(sampleStudy, records).map(({ arm, method, seed }) => [arm, method, seed]),
    ).toEqual([
      ['student alone', 'alone', 0],
      ['student alone', 'alone', 2],
      ['broken', 'control', 0],
    ]);
  });
  it('keep arms without runs, with nothing to say of them', () => {
    expect(
      armRows(sampleStudy, records).map(({ n, planned, testMeanPct }) => [n, planned, testMeanPct]),
    ).toEqual([
      [2, 8, 78.5],
      [0, 8, null],
      [1, 8, 70],
    ]);
  });
  it('say nothing of validation images that a run trained on', () => {
    const early = [...records].map(([id, record]) => {
      const all = { ...record, recipe: { ...record.recipe, trainOn: 'all' as const } };
      return [id, withoutTrainedValidation(all)] as const;
    });
    const rows = seedRows(sampleStudy, new Map(early));
    expect(rows.map(({ validationPct }) => validationPct)).toEqual([null, null, null]);
    const arms = armRows(sampleStudy, new Map(early));
    expect(arms.map(({ validationMeanPct }) => validationMeanPct)).toEqual([null, null, null]);
  });
  it('name each missing run with the command for all of them', () => {
    const rows = missingRows(sampleStudy, records);
    expect(rows).toHaveLength(24 - 3);
    expect(rows[0]).toMatchObject({ command: 'npm run sweep -- trial' });
    expect(rows[0]?.run).toMatch(/^student-distilled-[0-9a-f]{8}-s0$/);
  });
});

describe('pairedRecords', () => {
  it('joins what shares a seed, in the order of the arm, and leaves out the rest', () => {
    const [control, arm] = sampleStudy.arms;
    if (control === undefined || arm === undefined) throw new Error('no arms');
    const records = recordsOf({
      'student-alone': [79, 79, 79],
      'student-distilled': [80, undefined, 80, 80],
    });
    const backwards = { ...arm, seeds: [3, 2, 1, 0] };
    const pairs = pairedRecords({ arm: backwards, control }, records);
    expect(pairs.map((pair) => pair.map(({ seed }) => seed))).toEqual([
      [2, 2],
      [0, 0],
    ]);
    expect(pairedRecords({ arm: { ...arm, seeds: [] }, control }, records)).toEqual([]);
  });
});

describe('armRows', () => {
  it("have Student's interval from three runs on: 79 ± 4.303 · 1/√3 for 78, 79 and 80", () => {
    const [alone, two] = armRows(
      sampleStudy,
      recordsOf({ 'student-alone': [78, 79, 80], 'student-distilled': [78, 79] }),
    );
    expect(alone?.testLowPct).toBeCloseTo(79 - 4.302653 / Math.sqrt(3), 3);
    expect(alone?.testHighPct).toBeCloseTo(79 + 4.302653 / Math.sqrt(3), 3);
    expect(two).toMatchObject({ n: 2, testLowPct: null, testHighPct: null });
  });
  it('colour a sound distillation at another temperature as distilled', () => {
    const [, ...cells] = studyByName('temperature-and-weight').arms;
    expect(new Set(cells.map(({ family }) => family))).toEqual(new Set(['distilled']));
  });
});

describe('studyTables and studyRow', () => {
  const records = recordsOf({ 'student-alone': [79, 79], 'student-distilled': [80] });

  it('hold every run, arm, pair and comparison of a study', () => {
    const tables = studyTables(sampleStudy, records);
    expect(Object.values(tables).map(({ length }) => length)).toEqual([3, 3, 1, 2, 21]);
    expect(tables.comparisons[0]).toMatchObject({ method: 'distilled', n: 1, above: 1 });
  });
  it('count what a study has and lacks', () => {
    expect(studyRow(sampleStudy, records)).toMatchObject({
      planned: 24,
      finished: 3,
      missing: 21,
      after: null,
    });
  });
});

describe('studyAccuracies', () => {
  it("counts right answers back from the share in the record, beside the original's student", () => {
    const records = recordsOf({ 'student-alone': [75], broken: [50] });
    expect(studyAccuracies(sampleStudy, records)).toMatchObject([
      { model: 'student alone', method: 'alone', seed: 0, images: 4, right: 3, accuracyPct: 75 },
      { model: 'broken', method: 'control', right: 2, accuracyPct: 50, originalPct: 72.7 },
    ]);
  });
});

describe('gridRows', () => {
  it('has all 25 cells, empty but for those whose pair is there, in validation points', () => {
    const study = studyByName('temperature-and-weight');
    const records = recordsOf(
      { 'student-alone': [79, 78], 'grid-t1-w10': [79.5, 79.3], 'student-distilled': [78.8] },
      study,
    );
    const rows = gridRows(study, records);
    expect(rows).toHaveLength(25);
    // gains 0.5 and 1.3; validation is test + 1 in these records, so the same
    expect(rows[0]).toMatchObject({ n: 2, gainPts: 0.9, lowestPts: 0.5, highestPts: 1.3 });
    expect(rows[0]?.validationMeanPct).toBeCloseTo(80.4, 5);
    const own = rows.find((row) => row.temperature === 4 && row.softWeight === 0.7);
    expect(own).toMatchObject({ n: 1, gainPts: -0.2 });
    expect(rows.filter((row) => row.gainPts === null)).toHaveLength(23);
  });
});

describe('gridNoise', () => {
  const study = studyByName('temperature-and-weight');
  it('compares how far cells lie apart with how far their seeds do', () => {
    // cells (79, 80), (81, 80), (79, 78): means 79.5, 80.5, 78.5, differences −1, 1, 1
    const records = recordsOf(
      { 'grid-t1-w10': [79, 80], 'grid-t1-w30': [81, 80], 'grid-t1-w50': [79, 78] },
      study,
    );
    const noise = gridNoise(study, records);
    expect(noise).toMatchObject({ cells: 3, betweenPts: 1 });
    expect(noise?.chancePts).toBeCloseTo(Math.sqrt(4 / 3) / 2, 5);
  });
  it('takes what a seed does to all cells alike for no noise', () => {
    const records = recordsOf(
      { 'grid-t1-w10': [79, 70], 'grid-t1-w30': [80, 71], 'grid-t1-w50': [81, 72] },
      study,
    );
    expect(gridNoise(study, records)).toMatchObject({ betweenPts: 1, chancePts: 0 });
  });
  it('says nothing on two cells, or on single seeds', () => {
    const records = recordsOf(
      { 'grid-t1-w10': [79, 70], 'grid-t1-w30': [80, 71], 'grid-t1-w50': [81] },
      study,
    );
    expect(gridNoise(study, records)).toBeUndefined();
  });
});

describe('scaleGradientRows', () => {
  const [alone, ...arms] = studyByName('loss-scale').arms;
  const logits = { teacher: [Math.log(3), 0], student: [0, 0], labels: [1] };

  it('makes the soft term 10, 16 and 160 times weaker by the known mistakes', () => {
    const zeros = new Array<number>(9).fill(0);
    const ten = { teacher: [Math.log(3), ...zeros], student: [0, ...zeros], labels: [1] };
    const rows = scaleGradientRows(arms, ten);
    expect(rows.map((row) => row.timesWeaker)).toEqual(
      [1, 10, 16, 160].map((times) => expect.closeTo(times, 2)),
    );
    expect(new Set(rows.map((row) => row.hard)).size).toBe(1);
  });
  it('weighs both terms: hard 0.3 · ‖(½, −½)‖ = 0.212', () => {
    const [row] = scaleGradientRows(arms, logits, 2);
    expect(row?.hard).toBeCloseTo(0.3 * Math.SQRT1_2, 5);
    // p = softmax(log 3 / 4, 0) = 0.5682, so 0.7 · 16 · √2 · 0.0682 / 4
    expect(row?.soft).toBeCloseTo(0.7 * 4 * Math.SQRT2 * (3 ** 0.25 / (3 ** 0.25 + 1) - 0.5), 5);
  });
  it('refuses an objective of labels', () => {
    const labels = alone === undefined ? [] : [alone];
    expect(() => scaleGradientRows(labels, logits)).toThrow('got labels');
  });
});

describe('explanations', () => {
  it('say of each arm whether the original’s −1.84 looks like one of its pairs', () => {
    const records = recordsOf({
      'student-alone': [79, 79, 79, 79, 79, 79],
      'student-distilled': [79.1, 79.2, 79, 79.1, 79.2, 79],
      broken: [77, 77.4, 76.9, 77.3, 77.1],
    });
    const [sound, broken] = gainExplanations(sampleStudy, records);
    expect(sound).toMatchObject({ original: -1.84, n: 6, mean: 0.1, fit: 'does not fit' });
    // mean −1.86, but five pairs are too few
    expect(broken).toMatchObject({ n: 5, fit: 'not decidable yet' });
    expect(broken?.explainedPct).toBeCloseTo((100 * -1.86) / -1.84, 2);
  });
  it('say how much of the way down to 72.70 an arm goes: from 79 to 75 is 4 of 6.3 points', () => {
    const records = recordsOf({ 'student-alone': [79, 79.2, 78.8], broken: [75, 75.1, 74.9] });
    const rows = gapExplanations(sampleStudy.arms, records);
    expect(rows[0]).toMatchObject({ mean: 79, explainedPct: 0, fit: 'does not fit' });
    expect(rows[1]).toMatchObject({
      n: 0,
      mean: null,
      explainedPct: null,
      fit: 'not decidable yet',
    });
    expect(rows[2]?.explainedPct).toBeCloseTo((100 * 4) / 6.3, 2);
  });
});
