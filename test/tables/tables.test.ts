import { describe, expect, it } from 'vitest';
import { withoutTrainedValidation } from '../../lib/store/run-record';
import { accuracyRows } from '../../lib/tables/accuracy-table';
import { calibrationRows } from '../../lib/tables/calibration-rows';
import { perClassRows } from '../../lib/tables/class-accuracy-rows';
import { compareModels } from '../../lib/tables/comparison-table';
import { confusionRows } from '../../lib/tables/confusion-rows';
import { galleryRows } from '../../lib/tables/gallery-rows';
import { historyRows } from '../../lib/tables/history-rows';
import { modelResult } from '../../lib/tables/model-result';
import { sizeTable } from '../../lib/tables/size-table';
import { temperatureGradientRows } from '../../lib/tables/temperature-gradient-rows';
import { recordOf, resultOf } from './sample-results';

const classNames = ['cat', 'dog', 'ship'];
const labels = Uint8Array.of(0, 0, 1, 2);
// Right: images 0, 1, 2 of four.
const teacher = resultOf('teacher', [0, 0, 1, 0], { classes: 3, sure: Math.log(8) });
// Right: images 0 and 3.
const student = resultOf('alone', [0, 1, 0, 2], { classes: 3, sure: Math.log(2) });

describe('accuracyRows', () => {
  it('is 75 % for three of four right, with the original figure of the method beside it', () => {
    const [row] = accuracyRows([teacher], labels, 3);
    expect(row).toMatchObject({ images: 4, right: 3, accuracyPct: 75, originalPct: 83.13 });
    // Wilson for 3 of 4: centre (0.75 + 3.8415/8)/(1 + 3.8415/4) = 0.6275; half 0.3269
    expect(row?.lowPct).toBeCloseTo(30.06, 1);
    expect(row?.highPct).toBeCloseTo(95.44, 1);
  });
});

describe('perClassRows', () => {
  it('counts each class by itself', () => {
    const rows = perClassRows([student], labels, classNames);
    expect(rows.map(({ className, images, right }) => [className, images, right])).toEqual([
      ['cat', 2, 1],
      ['dog', 1, 0],
      ['ship', 1, 1],
    ]);
    expect(rows[0]?.accuracyPct).toBe(50);
  });
});

describe('confusionRows', () => {
  it('has a row for every pair of classes, shares of the true class', () => {
    const rows = confusionRows(student, labels, classNames);
    expect(rows).toHaveLength(9);
    expect(rows[1]).toEqual({
      model: 'student alone',
      trueClass: 'cat',
      predictedClass: 'dog',
      count: 1,
      sharePct: 50,
    });
  });
});

describe('compareModels', () => {
  it('counts the four ways two models can answer', () => {
    expect(compareModels(teacher, student, labels)).toEqual({
      first: 'teacher',
      second: 'student alone',
      images: 4,
      bothRight: 1,
      onlyFirstRight: 2,
      onlySecondRight: 1,
      bothWrong: 0,
      differencePts: -25,
      mcnemarP: 1, // two-sided for 1 of 3: 2 · (1 + 3)/8
    });
  });
});

describe('galleryRows', () => {
  it('lists what the first model gets right and another wrong, with all answers', () => {
    const rows = galleryRows([teacher, student], labels, { classNames, count: 5 });
    expect(rows.map(({ image, model }) => [image, model])).toEqual([
      [1, 'teacher'],
      [1, 'student alone'],
      [2, 'teacher'],
      [2, 'student alone'],
    ]);
    expect(rows[0]).toMatchObject({ trueClass: 'cat', confidencePct: 80, right: true }); // 8 / (8 + 1 + 1)
    expect(rows[1]).toMatchObject({ predictedClass: 'dog', confidencePct: 50, right: false }); // 2 / 4
  });
  it('puts the surest mistake first and stops at the count', () => {
    const logits = Float32Array.from(student.logits);
    logits[2 * 3] = 5;
    const options = { classNames, count: 1 };
    const rows = galleryRows([teacher, { ...student, logits }], labels, options);
    expect(new Set(rows.map(({ image }) => image))).toEqual(new Set([2]));
  });
});

describe('calibrationRows', () => {
  it('finds 80 % confidence and, as three of four equally sure images are right, an error of 5 points', () => {
    // Four bins of one image, each with ¾ of a right one: |0.75 − 0.8| = 0.05.
    const [row] = calibrationRows([teacher], labels, 3);
    expect(row?.meanConfidencePct).toBeCloseTo(80, 4);
    expect(row?.ecePct).toBeCloseTo(5, 4);
    // Right: 0.2² + 2 · 0.1² = 0.06, three times; wrong: 0.8² + 0.9² + 0.1² = 1.46.
    expect(row?.brier).toBeCloseTo((3 * 0.06 + 1.46) / 4, 5);
    expect(row?.negativeLogLikelihood).toBeCloseTo((-3 * Math.log(0.8) - Math.log(0.1)) / 4, 4);
  });
});

describe('historyRows', () => {
  it('gives one row an epoch, accuracies in percent', () => {
    const rows = historyRows([recordOf('labels')]);
    expect(rows.map((row) => [row.epoch, row.validationAccuracyPct])).toEqual([
      [1, 25],
      [2, 50],
    ]);
    expect(rows[0]).toMatchObject({
      model: 'student alone',
      seed: 3,
      trainingCrossEntropy: 2,
      trainingSoft: null,
    });
  });
  it('has nothing of validation images that the run trained on', () => {
    const record = recordOf('labels');
    const all = { ...record, recipe: { ...record.recipe, trainOn: 'all' as const } };
    for (const row of historyRows([withoutTrainedValidation(all)])) {
      expect(row).toMatchObject({ validationAccuracyPct: null, validationCrossEntropy: null });
    }
  });
  it('takes the cross-entropy part of a distilled run, so that losses compare', () => {
    expect(historyRows([recordOf('logits')])[0]).toMatchObject({
      model: 'student distilled',
      trainingLoss: 2,
      trainingCrossEntropy: 1.5,
      trainingSoft: 4,
    });
  });
});

describe('modelResult', () => {
  it('names the model by its recipe', () => {
    expect(modelResult(recordOf('logits'), new Float32Array(30))).toMatchObject({
      model: 'student distilled',
      method: 'distilled',
      run: 'student-logits-s3',
    });
  });
});

describe('sizeTable', () => {
  it('divides by the first model: 43.67 times the parameters', () => {
    const rows = sizeTable([
      { model: 't', method: 'teacher', parameters: 4_664_970, megabytes: 17.8125, multiplyAdds: 9 },
      { model: 's', method: 'alone', parameters: 106_826, megabytes: 0.4375, multiplyAdds: 3 },
    ]);
    expect(rows[1]?.parametersRatio).toBeCloseTo(43.669, 3);
    expect(rows[1]).toMatchObject({
      megabytesRatio: 40.7143,
      multiplyAddsRatio: 3,
      originalMegabytes: 0.41,
    });
  });
});

describe('temperatureGradientRows', () => {
  it('multiplies by T² and keeps the labels line level', () => {
    const logits = { teacher: [Math.log(3), 0], student: [0, 0], labels: [1] };
    const [one, four] = temperatureGradientRows(logits, [1, 4], 2);
    expect(one?.withoutSquare).toBeCloseTo(Math.SQRT2 / 4, 5);
    expect(one?.withSquare).toBe(one?.withoutSquare);
    expect(four?.withSquare).toBeCloseTo(16 * (four?.withoutSquare ?? 0), 4);
    expect(one?.labels).toBeCloseTo(Math.SQRT1_2, 5);
    expect(four?.labels).toBe(one?.labels);
  });
});
