import { describe, expect, it } from 'vitest';
import {
  distillationAnswer,
  effectsAnswer,
  pullAnswer,
  validationAnswer,
} from '../../lib/notebook/answers/distillation';
import { mistakesAnswer } from '../../lib/notebook/answers/mistakes';
import { mcnemarSentence, placed } from '../../lib/notebook/answers/phrases';
import type { RunRecord } from '../../lib/store/run-record';
import { studentDistilled } from '../../lib/studies/original';
import type { AccuracyRow } from '../../lib/tables/accuracy-table';
import type { ComparisonRow } from '../../lib/tables/comparison-table';
import { methodLabel } from '../../lib/tables/method';
import type { PairEffect, PairEffectRow } from '../../lib/tables/pair-effect-rows';

const original = { teacher: 83.13, alone: 72.7, distilled: 70.86 } as const;

function accuracies(teacher: number, alone: number, distilled: number): AccuracyRow[] {
  return Object.entries({ teacher, alone, distilled }).map(([name, accuracyPct]) => {
    const method = name as keyof typeof original;
    return {
      model: methodLabel[method],
      method,
      run: name,
      seed: 0,
      images: 10_000,
      right: 100 * accuracyPct,
      accuracyPct,
      lowPct: accuracyPct - 1,
      highPct: accuracyPct + 1,
      originalPct: original[method],
    };
  });
}

function pairOf(differencePts: number, mcnemarP: number): ComparisonRow {
  return {
    first: 'student alone',
    second: 'student distilled',
    images: 10_000,
    bothRight: 7000,
    onlyFirstRight: 900,
    onlySecondRight: 900 + 100 * differencePts,
    bothWrong: 1000,
    differencePts,
    mcnemarP,
  };
}

describe('words that state a result follow the numbers', () => {
  it('placed says above, below or level', () => {
    expect(placed(0.374)).toBe('0.37 points above');
    expect(placed(-1.84)).toBe('1.84 points below');
    expect(placed(-0.004)).toBe('level with');
  });

  it('mcnemarSentence says that two models differ only when p is below 0.05', () => {
    expect(mcnemarSentence(pairOf(2, 0.0003))).toContain('p < 0.001: these two models differ');
    expect(mcnemarSentence(pairOf(0.1, 0.4))).toContain('p = 0.400: a split as uneven');
  });

  it('distillationAnswer turns round with the difference', () => {
    const better = [accuracies(83, 79, 80), pairOf(1, 0.01)] as const;
    const worse = [accuracies(83, 79, 78), pairOf(-1, 0.01)] as const;
    expect(distillationAnswer(...better)).toContain('1.00 points above the student alone');
    expect(distillationAnswer(...worse)).toContain('one pair of runs cannot tell');
  });

  it('effectsAnswer says nearer and less true only where the means are', () => {
    const row = (effect: PairEffect, alone: number, distilled: number): PairEffectRow => ({
      effect,
      quantity: 'q',
      n: 8,
      alone,
      distilled,
      difference: distilled - alone,
      sd: 0,
      higher: distilled > alone ? 8 : 0,
      signFlipP: 2 / 256,
    });
    const rows = (near: number, error: number) => [
      row('agreement', 82, 84),
      row('kl-at-temperature', 0.075, near),
      row('calibration-error', 2.4, error),
    ];
    const text = effectsAnswer(rows(0.046, 5));
    expect(text).toContain('nearer to its teacher');
    expect(text).toContain('0.046 instead of 0.075 nats away, nearer in 8 of 8 pairs');
    expect(text).toContain('is less true**: the calibration error is 5.00 instead of 2.40 points');
    expect(text).toContain('(sign-flip p = 0.008)');
    expect(effectsAnswer(rows(0.1, 2))).toContain('are not nearer to its teacher');
    expect(effectsAnswer(rows(0.1, 2))).toContain('is not less true');
    expect(effectsAnswer([])).toContain('once there is a pair');
  });

  it('validationAnswer says whether validation and test agree on the order', () => {
    const run = (validationAccuracy: number) =>
      ({ final: { validationAccuracy }, images: { validation: 5000 } }) as RunRecord;
    const words = (alone: number, distilled: number) =>
      validationAnswer(run(alone), run(distilled), pairOf(1, 0.3));
    expect(words(0.79, 0.8)).toContain('1.00 points above it, the same order as on the test');
    expect(words(0.8, 0.79)).toContain('1.00 points below it, another order than on the test');
    expect(words(0.8, 0.8)).toContain('level with it, another order than on the test');
  });

  it('pullAnswer weighs both pulls: 0.7 · 0.55 = 0.385 against 0.3 · 0.35 = 0.105, 3.7 to 1', () => {
    const row = { temperature: 4, withoutSquare: 0.55 / 16, withSquare: 0.55, labels: 0.35 };
    const { objective: logits } = studentDistilled;
    expect(pullAnswer([row], logits)).toContain(
      '0.385 on average, the labels with 0.105: 3.7 to 1',
    );
    expect(pullAnswer([row], logits)).toContain('0.024 against 0.105, 0.23 to 1');
    expect(() => pullAnswer([row], { kind: 'labels', smoothing: 0, weight: 1 })).toThrow(
      'found labels',
    );
    expect(() => pullAnswer([], logits)).toThrow('no gradient at T = 4');
  });

  it('mistakesAnswer counts mistakes within animals and within vehicles: 3 of 4', () => {
    const row = (trueClass: string, predictedClass: string, count: number) => ({
      model: 'teacher',
      trueClass,
      predictedClass,
      count,
      sharePct: 0,
    });
    const rows = [row('cat', 'cat', 90), row('cat', 'dog', 2), row('ship', 'truck', 1)];
    expect(mistakesAnswer([...rows, row('ship', 'cat', 1)])).toContain(
      'Of the 4 mistakes of the teacher, 75 % stay in the family',
    );
    expect(mistakesAnswer(rows.slice(0, 1))).toBe('The teacher makes no mistakes.');
  });
});
