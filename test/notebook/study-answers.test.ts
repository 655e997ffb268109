import { describe, expect, it } from 'vitest';
import { explanationSentence, explanationTitle } from '../../lib/notebook/answers/explanations';
import { gradientAnswer, gradientTitle } from '../../lib/notebook/answers/gradients';
import {
  bestAnswer,
  choiceSentence,
  confirmationAnswer,
  confirmationTitle,
  gridAnswer,
  gridSummary,
  noiseAnswer,
} from '../../lib/notebook/answers/grid';
import { pairsAnswer, pairsTitle } from '../../lib/notebook/answers/pairs';
import { allImagesAnswer, seedsAnswer, seedsTitle } from '../../lib/notebook/answers/student-seeds';
import { studyByName } from '../../lib/studies/studies';
import { originalCell } from '../../lib/studies/temperature-and-weight/stages';
import { type ExplanationRow, noSuspect } from '../../lib/tables/explanation-rows';
import { gridRows } from '../../lib/tables/grid-rows';
import { pairedComparisons } from '../../lib/tables/paired-comparison';
import { studyTables } from '../../lib/tables/study-tables';
import { recordsOf, sampleStudy } from '../tables/sample-study';

const alone = [79, 79.2, 78.9, 79.1, 79.3, 78.8, 79, 79.1];

/** The comparison of the distilled student, so many pairs, each so much better than its partner. */
function comparison(n: number, gain: (seed: number) => number) {
  const study = { ...sampleStudy, comparisons: sampleStudy.comparisons.slice(0, 1) };
  const distilled = alone.map((pct, seed) => pct + gain(seed));
  const records = recordsOf(
    { 'student-alone': alone.slice(0, n), 'student-distilled': distilled.slice(0, n) },
    study,
  );
  const [row] = pairedComparisons(study, records);
  if (row === undefined) throw new Error('no comparison');
  return row;
}

const up = (seed: number) => 0.5 + 0.1 * (seed % 3);
const down = (seed: number) => -up(seed);
const mixed = (seed: number) => (seed % 2 ? 0.4 : -0.3);

describe('pairsAnswer', () => {
  it('claims a gain or a loss where both tests find it', () => {
    const gain = pairsAnswer(comparison(8, up));
    expect(gain).toContain('On average over 8 pairs *student distilled* gains 0.59 points over');
    expect(gain).toContain('ahead in 8 of 8');
    expect(gain).toContain('p = 0.008;'); // a family of one: no Holm to mention
    expect(gain).toContain(
      'Significant by both tests: with this teacher, *student distilled* is better',
    );
    expect(pairsAnswer(comparison(8, down))).toContain('is worse than *student alone*');
    expect(pairsTitle(comparison(8, up))).toBe(
      'Student distilled gains 0.59 points over student alone on average over 8 pairs: significant by both tests',
    );
  });
  it('claims nothing where neither or only one of the two does', () => {
    const open = pairsAnswer(comparison(8, mixed));
    expect(open).toContain(
      "The difference is not significant by the sign-flip test or Student's interval: *student distilled* may be better or worse than *student alone*",
    );
    expect(open).not.toMatch(/is better than|is worse than/);
    expect(open).toMatch(
      /may be better or worse than \*student alone\*; a difference above 0\.\d\d points is unlikely/,
    );
    // six gains of six, in a family of two: p = 2/64, by Holm 0.0625, the interval above 0
    const row = { ...comparison(6, up), holmP: 0.0625, verdict: 'not decided' as const };
    expect(pairsAnswer(row)).toContain(
      "Student's interval excludes 0, but the sign-flip test does not",
    );
    expect(pairsAnswer(row)).toContain('p = 0.031 (p = 0.063 after Holm)');
  });
  it('tests nothing on fewer than six pairs', () => {
    const three = pairsAnswer(comparison(3, up));
    expect(three).toContain('Too few pairs to say anything of the method: 3 of 8 are there');
    expect(three).not.toContain('p =');
    expect(pairsAnswer(comparison(1, up))).toContain(
      'In the one pair there is *student distilled*',
    );
    expect(pairsAnswer(comparison(0, up))).toContain('there is no pair yet');
    expect(pairsTitle(comparison(0, up))).toContain('no pair of student distilled');
  });
});

function explanation(fields: Partial<ExplanationRow>): ExplanationRow {
  return {
    suspect: 'both mistakes',
    quantity: 'distilled minus alone (points)',
    original: -1.84,
    n: 8,
    planned: 8,
    mean: -1.5,
    sd: 0.2,
    explainedPct: 81.5,
    expectedLow: -2,
    expectedHigh: -1,
    fit: 'fits',
    ...fields,
  };
}

const sound = explanation({
  suspect: noSuspect,
  mean: 0.3,
  explainedPct: -16,
  expectedLow: -0.3,
  expectedHigh: 0.9,
  fit: 'does not fit',
});
const points = { number: '−1.84 points', of: 'pair' } as const;
const misses = explanation({ fit: 'does not fit', mean: -0.4, explainedPct: 21.7 });
const waits = explanation({
  suspect: 'without T²',
  n: 2,
  fit: 'not decidable yet',
  expectedLow: null,
  expectedHigh: null,
});

describe('explanations', () => {
  it('name what the original’s number fits, and whether it fits the sound recipe too', () => {
    expect(explanationSentence([sound, explanation({})], points)).toBe(
      "**The original's −1.84 points fits *both mistakes* (82 % of the way in the mean); it does not fit the recipe as it is.**",
    );
    expect(explanationSentence([{ ...sound, fit: 'fits' }, explanation({})], points)).toContain(
      'but the recipe as it is may give it by chance too',
    );
  });
  it('name the nearest where nothing fits, and what is not decided yet', () => {
    const text = explanationSentence([sound, misses, waits], points);
    expect(text).toContain('None of the suspects decided so far brings about');
    expect(text).toContain('*without T²* has too few pairs yet.');
    expect(explanationSentence([sound, misses], points)).toContain(
      "None of the suspects brings about the original's −1.84 points; nearest comes *both mistakes*, which goes 22 % of the way",
    );
  });
  it('say so where every suspect goes the other way', () => {
    const away = explanation({ fit: 'does not fit', mean: 0.3, explainedPct: -16.3 });
    const further = { ...away, suspect: 'without T²', mean: 0.5, explainedPct: -27.2 };
    expect(explanationSentence([sound, away, further], points)).toContain(
      '; each goes the other way, *both mistakes* least (16 % of it)',
    );
    expect(explanationSentence([sound, misses, further], points)).toContain('nearest comes');
  });
  it('say nothing while everything waits', () => {
    expect(explanationSentence([{ ...sound, fit: 'not decidable yet' }, waits], points)).toBe(
      '**What brings about −1.84 points is open: too few pairs so far.**',
    );
    expect(explanationSentence([sound, waits], points)).toBe(
      '**The recipe as it is does not give −1.84 points; what does is open: too few pairs so far.**',
    );
  });
  it('give titles without emphasis', () => {
    expect(explanationTitle([sound, misses, waits], points)).toBe(
      "None of the suspects decided so far brings about the original's −1.84 points; nearest comes both mistakes, which goes 22 % of the way",
    );
  });
});

describe('seedsAnswer and allImagesAnswer', () => {
  const tables = (accuracies: Record<string, readonly number[]>) => {
    const study = studyByName('original');
    return studyTables(study, recordsOf(accuracies, study));
  };
  const armsOf = (accuracies: Record<string, readonly number[]>) => {
    const { arms, seeds } = tables(accuracies);
    const [, own, , all] = arms;
    if (own === undefined || all === undefined) throw new Error('no arms');
    return { own, all, seeds };
  };

  it('state mean, deviation, range and how far the original lies away', () => {
    const { own } = armsOf({ 'student-alone': [78, 79, 80] });
    const text = seedsAnswer(own, 72.7);
    expect(text).toContain('Over 3 seeds the *student alone* reaches 79.00 ± 1.00 %');
    expect(text).toContain('from 78.00 to 80.00 %');
    expect(text).toContain('72.70 % lies 6 of these standard deviations away');
    expect(seedsTitle(own)).toBe('The student alone reaches 79.00 ± 1.00 % in 3 seeds');
  });
  it('know of no spread with one run, and of nothing with none', () => {
    const one = armsOf({ 'student-alone': [79] }).own;
    expect(seedsAnswer(one, 72.7)).toContain('one run of *student alone*, at 79.00 %; how far');
    expect(seedsAnswer(armsOf({}).own, 72.7)).toBe('No run of *student alone* is there yet.');
  });
  it('compare all images with the split seed by seed: +0.5 and +0.7 are 0.60 points', () => {
    const { own, all, seeds } = armsOf({
      'student-alone': [79, 79, 60],
      'student-alone-50000': [79.5, 79.7],
    });
    const text = allImagesAnswer(own, all, seeds);
    expect(text).toContain('seed by seed 0.60 points above');
    expect(text).toContain('2 seeds are too few for a test');
    const none = armsOf({ 'student-alone': [79] });
    expect(allImagesAnswer(none.own, none.all, none.seeds)).toContain('is open');
  });
});

describe('gradientAnswer', () => {
  const row = (arm: string, softToHard: number) => ({
    study: 'loss-scale',
    arm,
    n: 2,
    soft: 1,
    hard: 1,
    decay: 0.01,
    softToHard,
    decayPct: 1.25,
    cosine: 0.5,
  });
  it('weighs the terms of each arm', () => {
    expect(gradientAnswer([row('sound', 4.2)])).toBe(
      "- *sound* (n = 2 runs): the soft term's gradient is 4.2 times as long as the hard term's, their cosine 0.50; " +
        'weight decay has 1.3 % of the length of both together',
    );
    expect(gradientTitle([row('sound', 4.2), row('averaged', 0.42), row('both', 0.026)])).toContain(
      'pulls 4.2 times as strongly as the labels (sound), down to 0.026 times (both)',
    );
  });
  it('says so where no run has noted them', () => {
    expect(gradientAnswer([])).toContain('No run has noted');
    expect(gradientTitle([])).toContain('No run has noted');
  });
});

describe('answers on the grid', () => {
  const study = studyByName('temperature-and-weight');
  const some = gridRows(
    study,
    recordsOf(
      { 'student-alone': [79, 79], 'grid-t1-w10': [79.5, 79.7], 'student-distilled': [79.2] },
      study,
    ),
  );

  it('state the range, the place of the original’s own cell, and that nothing is chosen', () => {
    const text = gridAnswer(some, undefined);
    expect(text).toContain('from +0.20 points (T = 4, soft 0.7) to +0.60 points (T = 1, soft 0.1)');
    expect(text).toContain('in the 2 of 25 cells');
    expect(text).toContain('ranks 2 of 2 with +0.20 points');
    expect(text).toContain('No cell is chosen yet: 24 cells lack runs.');
    const one = gridRows(study, recordsOf({ 'student-alone': [79], 'grid-t1-w10': [80] }, study));
    expect(gridAnswer(one, undefined)).toContain('T = 1, soft 0.1 gains +1.00 points over');
    expect(gridAnswer(gridRows(study, new Map()), undefined)).toContain('No cell of the grid');
    const full = some.map((row, at) => ({ ...row, gainPts: at / 100 }));
    expect(gridAnswer(full, undefined)).toContain('(T = 5, soft 0.9) over all 25 cells.');
  });
  it('name the chosen cell, and say so where it is the original’s own', () => {
    const other = { temperature: 1, softWeight: 0.1 };
    expect(choiceSentence(some, other)).toBe('**Chosen on validation: T = 1, soft 0.1.**');
    expect(choiceSentence(some, originalCell)).toContain('the very cell that the original report');
  });
  it('list the best cells with their runs, or what they wait for', () => {
    expect(bestAnswer([], some)).toContain('24 of 25 cells lack some');
    expect(bestAnswer([{ temperature: 1, softWeight: 0.1 }], some)).toContain(
      'T = 1, soft 0.1 (+0.60 points, n = 2 of 2)',
    );
  });
  it('call the map little more than chance unless the ratio of deviations passes √F', () => {
    const noise = { cells: 25, betweenPts: 0.3, chancePts: 0.25 };
    expect(noiseAnswer(noise)).toContain('little more than chance would paint');
    expect(noiseAnswer({ ...noise, betweenPts: 0.5 })).toContain('shows more than chance');
    expect(noiseAnswer(undefined)).toContain('is known once three');
  });
  it('confirm nothing before a cell is chosen, and point to the same pairs where it is the original’s', () => {
    expect(confirmationAnswer(undefined, [])).toContain('Nothing is confirmed yet');
    const row = comparison(8, up);
    expect(confirmationAnswer({ temperature: 1, softWeight: 0.1 }, [row])).not.toContain(
      'these are the pairs',
    );
    const other = { ...comparison(8, down), control: 'T = 4, soft 0.7' };
    expect(confirmationTitle([row, other])).toBe(
      'student distilled gains 0.59 points over student alone (gain) and loses 0.59 points to T = 4, soft 0.7 (loss)',
    );
    expect(confirmationTitle([row])).toBe(pairsTitle(row));
    expect(confirmationTitle([])).toBe('No cell is chosen yet');
    expect(gridSummary([])).toContain('its runs are not all there yet');
    expect(gridSummary([row, other])).toContain('loses 0.59 points to T = 4, soft 0.7 (loss)**');
    expect(confirmationAnswer(originalCell, [row])).toContain(
      'these are the pairs of [notebook 04]',
    );
  });
});
