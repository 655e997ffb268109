import { accuracyBars } from '../../lib/figures/accuracy-bars';
import { augmentationGrid } from '../../lib/figures/augmentation-grid';
import { confusionDifference } from '../../lib/figures/confusion-difference';
import { confusionMatrix } from '../../lib/figures/confusion-matrix';
import type { Figure } from '../../lib/figures/figure';
import { gallery } from '../../lib/figures/gallery';
import { liveCurve } from '../../lib/figures/live-curve';
import { modelSizes } from '../../lib/figures/model-sizes';
import { perClassAccuracy } from '../../lib/figures/per-class-accuracy';
import { reliabilityDiagram } from '../../lib/figures/reliability-diagram';
import { sampleGrid } from '../../lib/figures/sample-grid';
import { softTargets } from '../../lib/figures/soft-targets';
import { speedAccuracy } from '../../lib/figures/speed-accuracy';
import { temperatureGradient } from '../../lib/figures/temperature-gradient';
import { trainingCurves } from '../../lib/figures/training-curves';
import { softmaxRows } from '../../lib/statistics/softmax';
import { accuracyTable } from '../../lib/tables/accuracy-table';
import { confusionDifferences, confusionRows } from '../../lib/tables/confusion-rows';
import { disagreementRows } from '../../lib/tables/disagreement-rows';
import { methodLabel } from '../../lib/tables/method';
import { perClassRows } from '../../lib/tables/per-class-rows';
import { calibrationTable, reliabilityRows } from '../../lib/tables/reliability-rows';
import { sizeTable } from '../../lib/tables/size-table';
import { temperatureGradientRows } from '../../lib/tables/temperature-gradient-rows';
import { timedAccuracies } from '../../lib/tables/timing-table';
import { sampleTiming } from '../tables/sample-timing';
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
  const accuracies = accuracyTable([teacher, alone, distilled], labels);
  return {
    accuracyBars: accuracyBars(accuracies),
    accuracyBarsOfSeeds: accuracyBars(
      accuracyTable(
        [0, 1, 2, 3].flatMap((seed) => [
          sampleResult('alone', seed),
          sampleResult('distilled', seed),
        ]),
        labels,
      ),
      { name: 'accuracy-of-seeds' },
    ),
    modelSizes: modelSizes(
      sizeTable([
        size('teacher', { parameters: 4_664_970, megabytes: 17.81, multiplyAdds: 1.1e8 }),
        size('alone', { parameters: 106_826, megabytes: 0.4096, multiplyAdds: 6e6 }),
        size('distilled', { parameters: 106_826, megabytes: 0.4096, multiplyAdds: 6e6 }),
      ]),
    ),
    speedAccuracy: speedAccuracy(timedAccuracies(accuracies, sampleTiming, 128)),
  };
}

function size(
  method: 'teacher' | 'alone' | 'distilled',
  counts: { parameters: number; megabytes: number; multiplyAdds: number },
) {
  return { model: methodLabel[method], method, ...counts };
}

function ofAnswers(): Record<string, Figure> {
  const [calibration] = calibrationTable([teacher], labels);
  if (calibration === undefined) throw new Error('no calibration');
  return {
    confusionMatrix: confusionMatrix(confusionRows(teacher, labels, sampleClasses)),
    perClassAccuracy: perClassAccuracy(
      perClassRows([teacher, alone, distilled], labels, sampleClasses),
    ),
    softTargets: softTargets(
      ['the surest', 'the typical one', 'the surest mistake'].map((kind, at) => ({
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
    confusionDifference: confusionDifference(
      confusionDifferences([alone.logits, distilled.logits], [teacher.logits], {
        labels,
        classNames: sampleClasses,
      }),
      { models: ['student alone', 'teacher'] },
    ),
    gallery: gallery(
      disagreementRows(teacher, alone, labels, { classNames: sampleClasses, count: 12 }).map(
        (row) => ({ ...row, picture: samplePicture(row.image) }),
      ),
      { wrongMethod: 'alone' },
    ),
    reliabilityDiagram: reliabilityDiagram(reliabilityRows([teacher], labels), calibration),
  };
}
