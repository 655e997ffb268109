import { accuracyCost } from '../../lib/figures/accuracy-cost';
import { augmentationGrid } from '../../lib/figures/augmentation-grid';
import { confusionDifference } from '../../lib/figures/confusion-difference';
import { confusionMatrix } from '../../lib/figures/confusion-matrix';
import type { Figure } from '../../lib/figures/figure';
import { type GalleryImage, gallery } from '../../lib/figures/gallery';
import { liveCurve } from '../../lib/figures/live-curve';
import { perClassAccuracy } from '../../lib/figures/per-class-accuracy';
import { reliability } from '../../lib/figures/reliability';
import { sampleGrid } from '../../lib/figures/sample-grid';
import { softTargets } from '../../lib/figures/soft-targets';
import { targetRows } from '../../lib/figures/target-rows';
import { teacherViews } from '../../lib/figures/teacher-views';
import { temperatureGradient } from '../../lib/figures/temperature-gradient';
import { trainingCurves } from '../../lib/figures/training-curves';
import { widthAccuracy } from '../../lib/figures/width-accuracy';
import { softmaxRows } from '../../lib/statistics/softmax';
import { classAccuracyRows } from '../../lib/tables/class-accuracy-rows';
import { confusionDifferences, confusionRows } from '../../lib/tables/confusion-rows';
import { galleryRows } from '../../lib/tables/gallery-rows';
import type { Method } from '../../lib/tables/method';
import type { ModelRuns } from '../../lib/tables/model-result';
import { reliabilityRows } from '../../lib/tables/reliability-rows';
import { temperatureGradientRows } from '../../lib/tables/temperature-gradient-rows';
import { benchSamples } from './bench-samples';
import {
  sampleClasses,
  sampleHistory,
  sampleLabels,
  samplePicture,
  sampleResult,
} from './sample-rows';
import { studySamples } from './study-samples';

const teacher = sampleResult('teacher');
const alone = sampleResult('alone');
const distilled = sampleResult('distilled');
const labels = sampleLabels();

/** Every figure once, drawn from made-up rows through the real tables. */
export function samples(): Readonly<Record<string, Figure>> {
  return {
    ...ofData(),
    ...ofTraining(),
    ...ofModels(),
    ...ofAnswers(),
    ...studySamples(),
    ...benchSamples(),
  };
}

function ofData(): Record<string, Figure> {
  return {
    sampleGrid: sampleGrid(
      sampleClasses.map((className, at) => ({
        className,
        images: Array.from({ length: 10 }, (_, index) => ({
          image: at * 10 + index,
          picture: samplePicture(at * 10 + index),
        })),
      })),
    ),
    augmentationGrid: augmentationGrid(
      sampleClasses.slice(0, 4).map((className, at) => ({
        className,
        image: at,
        original: samplePicture(at),
        views: Array.from({ length: 7 }, (_, index) => ({
          picture: samplePicture(at + index),
          description: `shifted ${index} right`,
        })),
      })),
    ),
  };
}

function ofTraining(): Record<string, Figure> {
  return {
    trainingCurves: trainingCurves([
      ...sampleHistory('teacher'),
      ...sampleHistory('alone'),
      ...sampleHistory('distilled'),
    ]),
    trainingCurvesOfOne: trainingCurves(sampleHistory('teacher'), { name: 'teacher-curves' }),
    trainingCurvesOfSeeds: trainingCurves(
      [0, 1, 2].flatMap((seed) => [
        ...sampleHistory('alone', seed),
        ...sampleHistory('distilled', seed),
      ]),
      { name: 'curves-of-seeds' },
    ),
    liveCurve: liveCurve({
      method: 'alone',
      epochs: 3,
      points: Array.from({ length: 500 }, (_, at) => ({
        epoch: (at + 1) / 352,
        loss: 2.3 * Math.exp(-at / 400),
        accuracy: 0.6 - 0.5 * Math.exp(-at / 200),
      })),
      validation: [{ epoch: 1, loss: 1.24, accuracy: 0.552 }],
    }),
    temperatureGradient: temperatureGradient(
      temperatureGradientRows(
        { teacher: teacher.logits, student: alone.logits, labels },
        [1, 2, 4, 8, 16],
      ),
      { images: labels.length },
    ),
  };
}

function ofModels(): Record<string, Figure> {
  const costs = [5, 20, 60].flatMap((epochs) =>
    (['alone', 'distilled'] as const).map((method) => ({
      recipe: `student-${epochs}-${method}`,
      method,
      epochs,
      n: 3,
      validationPct: 80 + 2 * Math.log(epochs / 5) + (method === 'alone' ? 0 : 0.4),
      testPct: 79,
      minutes: epochs / 8,
      minutesWithTeacher: method === 'alone' ? null : 200 + epochs,
    })),
  );
  const widths = [1, 1.5, 2].flatMap((width) =>
    (['alone', 'distilled'] as const).map((method) => ({
      recipe: `student-${width}-${method}`,
      method,
      width,
      parameters: 106_826 * width ** 2,
      megabytes: 0.41 * width ** 2,
      multiplyAdds: 4.6e6 * width ** 2,
      n: 3,
      testMeanPct: 85.4 + 2.2 * (width - 1) + (method === 'alone' ? 0 : 0.6),
      testSdPct: 0.2,
      testLowPct: 85,
      testHighPct: 88,
    })),
  );
  return { accuracyCost: accuracyCost(costs), widthAccuracy: widthAccuracy(widths) };
}

/** Two made-up seeds of a method. */
function runsOf(method: Method): ModelRuns {
  const results = [0, 1].map((seed) => sampleResult(method, seed));
  const runs = results.map(({ seed, logits }) => ({ seed, logits }));
  return { model: results[0]?.model ?? method, method, runs };
}

function ofAnswers(): Record<string, Figure> {
  const models = [runsOf('teacher'), runsOf('alone'), runsOf('distilled')];
  return {
    confusionMatrix: confusionMatrix(confusionRows(teacher, labels, sampleClasses)),
    confusionDifference: confusionDifference(
      confusionDifferences([distilled.logits], [alone.logits], {
        labels,
        classNames: sampleClasses,
      }),
      { models: ['student distilled', 'student alone'] },
    ),
    softTargets: softTargets(
      ['most confident correct', 'typical correct', 'most confident mistake'].map((kind, at) => ({
        kind,
        image: 13 + at,
        trueClass: 'cat',
        picture: samplePicture(3 + at),
        targets: [1, 2, 4, 8].flatMap((temperature) =>
          Array.from(
            softmaxRows([0, -4, 3.1, 9.5 - 2 * at, 4, 7.8, 2, 1, -2, -3], 10, temperature),
            (prob, place) => ({ temperature, className: sampleClasses[place] ?? '', prob }),
          ),
        ),
      })),
      { lesson: (temperature) => `what T = ${temperature} shows`, start: 4 },
    ),
    teacherViews: teacherViews(
      Array.from({ length: 50 }, (_, view) => ({
        view,
        picture: samplePicture(3),
        prob: 0.5 + 0.009 * view,
      })),
      {
        trueClass: 'cat',
        image: 3,
        augmentation: { crop: 2, padding: 'reflect', flip: true },
      },
    ),
    targetRows: targetRows(
      [
        ['label', softmaxRows([0, 0, 0, 40, 0, 0, 0, 0, 0, 0], 10)],
        [
          'label smoothing 0.1',
          Float64Array.from(sampleClasses, (_, at) => (at === 3 ? 0.91 : 0.01)),
        ],
        ['strong teacher', softmaxRows([0, -4, 3.1, 9.5, 4, 7.8, 2, 1, -2, -3], 10, 4)],
        ['strong teacher, shuffled', softmaxRows([4, 2, -4, 9.5, 0, 1, 3.1, -3, 7.8, -2], 10, 4)],
      ].flatMap(([target, probs]) =>
        Array.from(probs as Float64Array, (prob, at) => ({
          target: String(target),
          className: sampleClasses[at] ?? '',
          prob,
        })),
      ),
      { image: 3, trueClass: 'cat', picture: samplePicture(3) },
    ),
    perClassAccuracy: perClassAccuracy(classAccuracyRows(models, labels, sampleClasses)),
    gallery: gallery(galleryOf(12)),
    reliability: reliability(reliabilityRows(models, labels)),
  };
}

function galleryOf(count: number): GalleryImage[] {
  const options = { classNames: sampleClasses, count };
  const rows = galleryRows([teacher, alone, distilled], labels, options);
  return [...new Set(rows.map(({ image }) => image))].map((image) => ({
    picture: samplePicture(image),
    answers: rows.filter((row) => row.image === image),
  }));
}
