import { describe, expect, it } from 'vitest';
import { comparisonAnswer } from '../../lib/notebook/answers/comparison';
import { gainAnswer } from '../../lib/notebook/answers/gains';
import { runsInWords } from '../../lib/notebook/answers/runs';
import { teacherAnswer, teacherTitle } from '../../lib/notebook/answers/teacher';
import type { AccuracyRow } from '../../lib/tables/accuracy-table';
import { methodLabel } from '../../lib/tables/method';
import { pairedComparisons } from '../../lib/tables/paired-comparison';
import { sizeTable } from '../../lib/tables/size-table';
import { recordsOf, sampleStudy } from '../tables/sample-study';

const study = { ...sampleStudy, comparisons: sampleStudy.comparisons.slice(0, 1) };
const alone = [79, 79.2, 78.9, 79.1, 79.3, 78.8, 79, 79.1];

/** The comparison of so many pairs, each student distilled so much better than its partner. */
function comparison(n: number, gain: (seed: number) => number) {
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

describe('gainAnswer', () => {
  it('judges when all planned pairs are there, conditional on the teacher', () => {
    // gains 0.5, 0.6, 0.7, 0.5, 0.6, 0.7, 0.5, 0.6: mean 0.5875; p = 2/256
    const helps = gainAnswer(comparison(8, up));
    expect(helps).toContain('On average over 8 pairs');
    expect(helps).toContain('gains 0.59 points over');
    expect(helps).toContain('p = 0.008');
    expect(helps).toContain('is better than');
    expect(helps).toContain('conditional on that teacher');
    expect(gainAnswer(comparison(8, down))).toContain('is worse than');
    expect(gainAnswer(comparison(8, mixed))).toContain('may be better or worse than');
  });
  it('waits for the pairs that are planned, though tests are there from six on', () => {
    const seven = gainAnswer(comparison(7, up));
    expect(seven).toContain('p = 0.016'); // 2/128
    expect(seven).toContain('Of 8 planned pairs 7 are there: the verdict waits for all of them');
    expect(seven).not.toContain('is better');
    const one = gainAnswer(comparison(1, up));
    expect(one).toContain('Of 8 planned pairs 1 is there: fewer than 6 pairs cannot decide it');
    expect(one).not.toContain('p =');
  });
});

describe('runsInWords', () => {
  it('says n beside mean and deviation', () => {
    expect(runsInWords([79, 80, 81])).toBe('80.00 ± 1.00 % (n = 3 runs)');
    expect(runsInWords([79])).toBe('79.00 % (n = 1 run)');
    expect(runsInWords([])).toBe('no run yet');
  });
});

const original = { teacher: 83.13, alone: 72.7, distilled: 70.86 } as const;

function rows(method: keyof typeof original, pcts: readonly number[]): AccuracyRow[] {
  return pcts.map((accuracyPct, seed) => ({
    model: methodLabel[method],
    method,
    run: `${method}-s${seed}`,
    seed,
    images: 10_000,
    right: 100 * accuracyPct,
    accuracyPct,
    lowPct: accuracyPct - 1,
    highPct: accuracyPct + 1,
    originalPct: original[method],
  }));
}

describe('teacherAnswer and teacherTitle', () => {
  const one = rows('teacher', [83.5]);
  const three = rows('teacher', [82, 83, 84]);
  const [shown] = three;
  if (shown === undefined) throw new Error('no teacher');

  it('speak of the mean of several teachers, and of the one that is shown', () => {
    const text = teacherAnswer(three, shown, []);
    expect(text).toContain('classifies 83.00 ± 1.00 % (n = 3 runs) of 10,000 test images right');
    expect(text).toContain('0.13 points below the original'); // 83 − 83.13
    expect(text).toContain('seed 0, which has 82.00 % (95 % interval 81.00 to 83.00 %)');
    expect(teacherTitle(three)).toContain('83.00 % of the test images in the mean of 3 seeds');
  });
  it('speak of a single teacher with its interval', () => {
    const text = teacherAnswer(one, one[0] as AccuracyRow, []);
    expect(text).toContain('83.50 % (95 % interval 82.50 to 84.50 %)');
    expect(text).toContain('0.37 points above the original');
    expect(text).not.toContain('seed 0');
    expect(teacherTitle(one)).not.toContain('mean');
  });
});

describe('comparisonAnswer', () => {
  const sizes = sizeTable(
    (['teacher', 'alone', 'distilled'] as const).map((method) => ({
      model: methodLabel[method],
      method,
      parameters: method === 'teacher' ? 437 : 10,
      megabytes: method === 'teacher' ? 43 : 1,
      multiplyAdds: method === 'teacher' ? 11 : 1,
    })),
  );
  it('sets means beside the teacher, with n, and adds what the pairs say', () => {
    const accuracies = [
      ...rows('teacher', [83]),
      ...rows('alone', [79, 80]),
      ...rows('distilled', [84]),
    ];
    const text = comparisonAnswer(accuracies, sizes, comparison(8, up));
    expect(text).toContain('43.7 times fewer parameters');
    expect(text).toContain('3.50 points below that of teacher seed 0 (n = 2)');
    expect(text).toContain('by that teacher, 1.00 points above that of teacher seed 0 (n = 1)');
    expect(text).toContain('is better than');
  });
});
