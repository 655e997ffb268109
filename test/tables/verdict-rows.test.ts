import { describe, expect, it } from 'vitest';
import type { InferenceTiming } from '../../lib/store/inference-timing';
import { confirmation } from '../../lib/studies/chosen-cell/study';
import { distilled, alone as plain } from '../../lib/studies/original-recipe/study';
import { studies, studyByName } from '../../lib/studies/studies';
import type { Study } from '../../lib/studies/study';
import { methodLabel } from '../../lib/tables/method';
import { sizeTable } from '../../lib/tables/size-table';
import type { VerdictRow } from '../../lib/tables/verdict-row';
import { verdictCounts, verdictRows, verdictsOn } from '../../lib/tables/verdict-rows';
import type { VerdictSources } from '../../lib/tables/verdict-sources';
import { recordsOf } from './sample-study';

const original = studyByName('original');
const grid = studyByName('temperature-and-weight');

function sizesOf(parameters: number, megabytes: number) {
  const rows = (['teacher', 'alone', 'distilled'] as const).map((method) => ({
    model: methodLabel[method],
    method,
    parameters: method === 'teacher' ? parameters : 106_826,
    megabytes: method === 'teacher' ? megabytes : 0.4096,
    multiplyAdds: method === 'teacher' ? 160 : 10,
  }));
  return sizeTable(rows);
}

/** Both networks' median and slowest pass, by batch size. */
function timingOf(
  rows: Readonly<Record<number, { teacher: number; student: number; slowest: number }>>,
): InferenceTiming {
  const row = (
    architecture: 'teacher' | 'student',
    batchSize: number,
    ms: number,
    maxMs: number,
  ) => ({
    architecture,
    batchSize,
    meanMs: ms,
    sdMs: 0,
    medianMs: ms,
    lowerQuartileMs: ms,
    upperQuartileMs: ms,
    minMs: ms,
    maxMs,
  });
  return {
    device: 'made-up',
    processor: 'a processor',
    cores: 2,
    threads: 2,
    tensorflow: '2.21.0',
    batches: 100,
    warmup: 10,
    rows: Object.entries(rows).flatMap(([batch, { teacher, student, slowest }]) => [
      row('teacher', Number(batch), teacher, teacher),
      row('student', Number(batch), student, slowest),
    ]),
  };
}

type Pcts = Readonly<Record<string, readonly (number | undefined)[]>>;

function sources(pcts: Pcts, more: Partial<VerdictSources> = {}): VerdictSources {
  return {
    studies,
    records: recordsOf(pcts, { ...original, arms: studies.flatMap(({ arms }) => arms) }),
    sizes: sizesOf(4_664_970, 17.8106),
    timing: undefined,
    ...more,
  };
}

const known = new WeakMap<VerdictSources, readonly VerdictRow[]>();

/** The one verdict whose statement has these words; rows are made once for the same sources. */
function verdict(from: VerdictSources, words: string): VerdictRow {
  const rows = known.get(from) ?? verdictRows(from);
  known.set(from, rows);
  const found = rows.filter(({ statement }) => statement.includes(words));
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(`${found.length} statements with "${words}"`);
  }
  return found[0];
}

const alone = [79.1, 79.3, 78.9, 79.2, 79.4, 79, 79.1, 79.2];
const moved = (by: number) => alone.map((pct, seed) => pct + by + 0.1 * (seed % 3));
const gaining = {
  'teacher-original': [82.8],
  'student-alone': alone,
  'student-distilled': moved(0.3),
};
const losing = { ...gaining, 'student-distilled': moved(-1.95) };

const ofGaining = sources(gaining);
const ofNothing = sources({});

describe('without runs', () => {
  const rows = verdictRows(ofNothing);

  it('nothing that runs decide is decided, and what is counted stays decided', () => {
    const findings = verdictsOn(rows, ['finding', 'hypothesis']);
    expect(findings).toHaveLength(11);
    expect(new Set(findings.map((row) => row.verdict))).toEqual(new Set(['not decidable yet']));
    expect(verdict(ofNothing, '43.7× fewer parameters').verdict).toBe('confirmed');
  });
  it('every verdict has a reason, and the counts add up', () => {
    expect(rows.every(({ decidedBy }) => decidedBy.length > 5)).toBe(true);
    expect(rows.map(({ decidedBy }) => decidedBy).join()).not.toMatch(/undefined|NaN|null/);
    const counts = verdictCounts(rows);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    expect(counts['not decidable yet']).toBeGreaterThan(10);
  });
});

describe('accuracies of the report', () => {
  it('are found again where they lie in a 95 % prediction interval that is not too wide to say so', () => {
    const said = (...pcts: number[]) => verdict(sources({ 'teacher-original': pcts }), '83.13 %');
    expect(said(83, 83.2, 83.4)).toMatchObject({ kind: 'finding', verdict: 'confirmed' }); // ± 0.99
    expect(said(82, 83, 84).verdict).toBe('not decidable'); // ± 4.97
    expect(said(82, 83, 84).decidedBy).toBe(
      '83.00 ± 1.00 %, n = 3 runs; one more is expected between 78.03 and 87.97',
    );
    expect(said(88, 89, 88.5).verdict).toBe('refuted');
    expect(said(83, 83.2)).toMatchObject({
      verdict: 'not decidable yet',
      decidedBy: '83.10 ± 0.14 %, n = 2 runs',
    });
  });
  it('stand beside the runs on all 50,000 images, where there are any', () => {
    const only = sources({ 'student-alone': alone });
    expect(verdict(only, 'alone to 72.70').decidedBy).not.toContain('50,000');
    const both = sources({ 'student-alone': alone, 'student-alone-50000': [80] });
    expect(verdict(both, 'alone to 72.70').decidedBy).toContain(
      '50,000 images: 80.00 %, n = 1 run',
    );
  });
});

describe('the surprise', () => {
  it('is refuted, and the expectation confirmed, where all eight pairs gain', () => {
    const from = ofGaining;
    expect(verdict(from, '"Expected')).toMatchObject({ verdict: 'confirmed' });
    // gains 0.3, 0.4, 0.5, 0.3, 0.4, 0.5, 0.3, 0.4: mean 3.1/8
    expect(verdict(from, '"Expected').decidedBy).toContain(
      '+0.39 points (sd 0.08, n = 8 pairs), p = 0.008',
    );
    expect(verdict(from, '"Observed').verdict).toBe('refuted');
    expect(verdict(from, 'methodology refinement').verdict).toBe('refuted');
  });
  it('is confirmed where all eight lose about as much', () => {
    const from = sources(losing);
    expect(verdict(from, '"Expected').verdict).toBe('refuted');
    expect(verdict(from, '"Observed').verdict).toBe('confirmed');
    expect(verdict(from, 'methodology refinement').verdict).toBe('confirmed');
  });
  it('is not decidable where pairs scatter so widely that they neither lose nor exclude it', () => {
    const scattered = alone.map((pct, seed) => pct + (seed % 2 ? 2 : -2.2));
    const from = sources({ ...gaining, 'student-distilled': scattered });
    expect(verdict(from, '"Expected').verdict).toBe('not decidable');
    expect(verdict(from, '"Observed').verdict).toBe('not decidable');
    expect(verdict(from, 'Capacity Mismatch').verdict).toBe('not decidable');
  });
  it('waits for every planned pair, even where seven already gain', () => {
    const from = sources({ ...gaining, 'student-distilled': moved(0.3).slice(0, 7) });
    expect(verdict(from, '"Expected')).toMatchObject({ verdict: 'not decidable yet' });
    expect(verdict(from, '"Expected').decidedBy).toContain('n = 7 pairs');
  });
});

describe('suspected causes', () => {
  it('are refuted where the same recipe does not lose', () => {
    const row = verdict(ofGaining, 'Temperature Sensitivity');
    expect(row).toMatchObject({ kind: 'hypothesis', verdict: 'refuted' });
    expect(row.decidedBy).toContain("the report's is −1.84");
    expect(row.decidedBy).not.toContain('T = 1 to 5');
  });
  it('leave open what another program or recipe may have done', () => {
    expect(verdict(ofGaining, 'optimization challenges')).toMatchObject({
      verdict: 'not decidable',
    });
  });
  it('find the soft term too strong where both weaker ones gain over it, by all eight pairs', () => {
    const own = (mean: number, square: number) => {
      const rows = verdictRows(
        sources({
          ...gaining,
          'scale-class-mean': moved(mean),
          'scale-no-square': moved(square),
          'scale-both-wrong': moved(0.3),
        }),
      ).filter(({ statement }) => statement.endsWith('overemphasize soft targets"'));
      expect(rows).toHaveLength(1);
      return rows[0] as VerdictRow;
    };
    expect(own(0.8, 0.7).verdict).toBe('confirmed');
    expect(own(0.8, 0.7).decidedBy).toContain('10 times weaker: +0.50 points');
    expect(own(-0.2, -0.3).verdict).toBe('refuted');
    expect(own(0.8, -0.3).verdict).toBe('not decidable');
  });
  it('show what the grid spans once each of its cells has a run', () => {
    const names = grid.arms.map(({ recipe }) => recipe.name);
    const cells = names.map((name, at) => [name, [79 + 0.1 * at, 79.2 + 0.1 * at]] as const);
    const from = sources({ ...Object.fromEntries(cells), 'student-alone': [79, 79.2] });
    const [t, w] = ['Temperature Sensitivity', 'soft targets", by itself'].map(
      (one) => verdict(from, one).decidedBy,
    );
    // cells follow each other temperature by temperature: soft 0.7 is the 4th, 9th, 14th, 19th, 24th
    expect(t).toContain('T = 1 to 5 at soft weight 0.7: +0.40 to +2.40 points');
    expect(w).toContain('soft weights 0.1 to 0.9 at T = 4: +1.60 to +2.00 points');
    expect(t).toContain('n = 2 pairs a cell, exploratory');
  });
});

describe('below the teacher', () => {
  it('counts from the teacher that the students learned from: 12.27 points and 14.8 %', () => {
    const far = { ...gaining, 'teacher-original': [91.7, 50] };
    // 91.7 − (79.4 to 79.8) scatters about 12.2; 12.2 / 91.7 = 13.3 %
    expect(verdict(sources(far), 'knowledge gap').verdict).toBe('confirmed');
    expect(verdict(sources(far), 'knowledge gap').decidedBy).toContain(
      '8 runs (students of one teacher)',
    );
    expect(verdict(sources(far), '12.27% accuracy drop').verdict).toBe('not decidable');
    expect(verdict(ofGaining, 'knowledge gap').verdict).toBe('refuted');
    expect(verdict(ofGaining, 'only 14.8%').verdict).toBe('refuted');
    expect(verdict(ofGaining, 'only 14.8%').decidedBy).toMatch(/^3\.9\d ± .*% of the teacher's/);
  });
});

describe('sizes and times', () => {
  it('refute counted numbers that do not come out as printed', () => {
    const other = sources({}, { sizes: sizesOf(11_000_000, 42) });
    for (const words of [
      '4,664,970 and',
      '97.7% smaller',
      '43.7× fewer',
      '43.4 comes',
      'no ResNet18',
    ]) {
      expect([words, verdict(ofNothing, words).verdict]).toEqual([words, 'confirmed']);
      expect([words, verdict(other, words).verdict]).toEqual([words, 'refuted']);
    }
  });
  it('meet 4.3 times within the noise of the report’s own times, at any number of images', () => {
    const speed = (teacher: number) =>
      verdict(
        sources(gaining, {
          timing: timingOf({
            1: { teacher: 2, student: 1, slowest: 40 },
            128: { teacher, student: 10, slowest: 12 },
          }),
        }),
        '4.3× faster',
      );
    expect(verdict(ofNothing, '4.3× faster').verdict).toBe('not decidable yet');
    expect(speed(41)).toMatchObject({ verdict: 'confirmed' }); // 4.31 / 1.075 = 4.01
    expect(speed(39).verdict).toBe('not decidable');
    expect(speed(39).decidedBy).toContain('3.9 times (batches of 128), 2.0 times (single images)');
  });
  it('refute that it is faster where it is not', () => {
    const timing = timingOf({ 1: { teacher: 1, student: 2, slowest: 40 } });
    expect(verdict(sources({}, { timing }), '4.3× faster').verdict).toBe('refuted');
  });
  it('set the times of single images beside "real time", which says neither how fast nor on what', () => {
    const timing = timingOf({ 1: { teacher: 7, student: 2, slowest: 5 } });
    const row = verdict(sources({}, { timing }), 'real-time');
    expect(row.verdict).toBe('not decidable');
    expect(row.decidedBy).toContain('2.0 ms in the median, at most 5.0; the teacher 7.0 and 7.0');
    expect(verdict(ofNothing, 'real-time').verdict).toBe('not decidable yet');
  });
});

describe('the grid search', () => {
  const cell = { temperature: 2, softWeight: 0.9 };
  const chosen = grid.arms.find(
    ({ label }) => label === `T = ${cell.temperature}, soft ${cell.softWeight}`,
  );
  if (chosen === undefined) throw new Error('no such cell');
  const arm = { ...chosen, seeds: [0, 1, 2, 3, 4, 5, 6, 7] };
  const confirming: Study = {
    ...confirmation(new Map()),
    arms: [plain, distilled, arm],
    comparisons: [plain, distilled].map((control) => ({ arm, control })),
  };
  const whenRun = (pcts: readonly number[]) => {
    const made = sources({ ...gaining, [chosen.recipe.name]: pcts });
    return verdict({ ...made, studies: [...studies, confirming] }, 'Grid search');
  };
  it('is not decidable before a cell is chosen', () => {
    const from = sources({}, { studies: [...studies, confirmation(new Map())] });
    expect(verdict(from, 'Grid search')).toMatchObject({ verdict: 'not decidable yet' });
  });
  it('has paid where the chosen cell gains over the report’s own on the test images', () => {
    expect(whenRun(moved(0.8))).toMatchObject({ verdict: 'confirmed' });
    expect(whenRun(moved(0.8)).decidedBy).toMatch(
      /chose T = 2, soft 0.9; on .* own cell \+0.50 .* alone \+0.89/,
    );
    expect(whenRun(moved(-0.5)).verdict).toBe('refuted');
    expect(whenRun(moved(0.8).slice(0, 5)).verdict).toBe('not decidable yet');
  });
});

describe('errata', () => {
  it('that follow from the report alone are confirmed with their numbers', () => {
    const from = ofNothing;
    expect(verdict(from, 'score column').decidedBy).toBe(
      "accuracy / time gives 0.747, 2.619, 2.744, as printed; the footnote's formula 0.04, 6.39, 6.69",
    );
    expect(verdict(from, 'Timing noise').decidedBy).toContain("student's score is 2.55"); // 70.86 / 27.76
    const alike = ['score column', 'Timing noise', 'is relative', 'standard errors'];
    for (const words of alike) expect(verdict(from, words).verdict).toBe('confirmed');
  });
  it('say how seeds scatter beside the standard errors of test images', () => {
    expect(verdict(ofNothing, 'seeds not counted').decidedBy).toContain('before the second pair');
    expect(verdict(ofGaining, 'seeds not counted').decidedBy).toContain(
      '0.08 points (sd, n = 8 pairs)',
    );
  });
  it('find 72.70 % low only where our plain students stand about 7 points above it', () => {
    const low = (pcts: number[]) => verdict(sources({ 'student-alone': pcts }), 'low by about 7');
    expect(low(alone).verdict).toBe('confirmed');
    expect(low(alone).decidedBy).toContain('here +6.45 points'); // mean 79.15
    expect(low(alone.map((pct) => pct - 6.4)).verdict).toBe('refuted');
    expect(low(alone.map((pct) => pct + 6)).verdict).toBe('refuted');
    expect(low([79]).verdict).toBe('not decidable yet');
  });
});
