import { armDots } from '../../lib/figures/arm-dots';
import type { Figure } from '../../lib/figures/figure';
import { gainCurves } from '../../lib/figures/gain-curves';
import { gradientNorms } from '../../lib/figures/gradient-norms';
import { gridGains } from '../../lib/figures/grid-gains';
import { pairedGains } from '../../lib/figures/paired-gains';
import { randomStream } from '../../lib/random/stream';
import { studyByName } from '../../lib/studies/studies';
import type { Family } from '../../lib/studies/study';
import { gridRecipe } from '../../lib/studies/temperature-and-weight/recipes';
import {
  cellLabel,
  gridCells,
  originalCell,
} from '../../lib/studies/temperature-and-weight/stages';
import type { GainCurveRow } from '../../lib/tables/gain-curve-rows';
import type { GradientNormRow } from '../../lib/tables/gradient-norm-rows';
import { gridRows } from '../../lib/tables/grid-rows';
import { studyTables } from '../../lib/tables/study-tables';
import { recordsOf } from '../tables/sample-study';

/** Made-up test accuracies of some seeds: about `centre`, the first seeds of every arm shifted alike. */
function sampleAccuracies(centre: number, seeds: number, stream = 0): number[] {
  const shared = randomStream(7, 'resample', 0);
  const own = randomStream(7, 'resample', 1 + stream);
  return Array.from(
    { length: seeds },
    (_, seed) => centre + 0.5 * (shared.uniformAt(seed) - 0.5) + 0.8 * (own.uniformAt(seed) - 0.5),
  ).map((pct) => Number(pct.toFixed(2)));
}

const original = studyByName('original');
const lossScale = studyByName('loss-scale');
const gap = studyByName('baseline-gap');
const grid = studyByName('temperature-and-weight');

/** Names of the samples that show what there is before any run: axes and words, no marks. */
export const samplesOfNothing = ['empty-grid', 'no-norms'] as const;

/** Figures of studies whose runs are only partly there. */
export function studySamples(): Record<string, Figure> {
  return { ...dotSamples(), ...gainSamples(), ...gridSamples(), ...normSamples() };
}

function dotSamples(): Record<string, Figure> {
  const pair = studyTables(
    { ...original, arms: original.arms.slice(1) },
    recordsOf(
      {
        'student-alone': sampleAccuracies(79, 8),
        'student-distilled': sampleAccuracies(79.4, 8, 1),
        'student-alone-50000': sampleAccuracies(79.6, 2, 2),
      },
      original,
    ),
  );
  const screen = studyTables(
    gap,
    recordsOf(
      {
        'student-alone': sampleAccuracies(79, 3),
        'gap-no-augmentation': sampleAccuracies(74, 3, 3),
        'gap-step-5-half': sampleAccuracies(78.6, 1, 4),
      },
      gap,
    ),
  );
  return {
    armDots: armDots({
      ...pair,
      originals: { 'student alone': 72.7, 'student distilled': 70.86 },
      pair: ['student alone', 'student distilled'],
    }),
    armDotsOfScreen: armDots(
      {
        ...screen,
        originals: 72.7,
      },
      { name: 'gap-dots' },
    ),
  };
}

function gainSamples(): Record<string, Figure> {
  const records = recordsOf(
    {
      'student-alone': sampleAccuracies(79, 8),
      'student-distilled': sampleAccuracies(79.5, 8, 1),
      'scale-class-mean': sampleAccuracies(78.2, 8, 2),
      'scale-no-square': sampleAccuracies(79, 7, 3),
      'scale-both-wrong': sampleAccuracies(77, 3, 4),
    },
    lossScale,
  );
  return {
    pairedGains: pairedGains({
      ...studyTables(lossScale, records),
      original: { gainPts: -1.84, control: 'student alone' },
    }),
    pairedGainsOfOne: pairedGains(studyTables(original, records), { name: 'one-gain' }),
    gainCurves: gainCurves(sampleCurve('strong teacher', 'distilled', 0.7), { dropAfter: 10 }),
    gainCurvesOfMany: gainCurves(
      [
        ...sampleCurve('strong teacher', 'distilled', 0.7),
        ...sampleCurve('original teacher', 'distilled', -1),
        ...sampleCurve('label smoothing 0.1', 'control', 0.2),
      ],
      { name: 'many-gain-curves' },
    ),
  };
}

/** A made-up gain that shrinks to `end` in fifteen epochs. */
function sampleCurve(arm: string, method: Family, end: number): GainCurveRow[] {
  return Array.from({ length: 15 }, (_, at) => {
    const meanPts = end + 2.5 * (1 - at / 14) ** 2;
    const own = { meanPts, sdPts: 0.4, lowPts: meanPts - 0.4, highPts: meanPts + 0.4 };
    const names = { arm, control: 'alone', method, epoch: at + 1 };
    return { ...names, n: 8, ...own, above: 8, signFlipP: 0.008 };
  });
}

function gridSamples(): Record<string, Figure> {
  const accuracies = Object.fromEntries(
    gridCells.slice(0, 22).map((cell, at) => {
      const { temperature, softWeight } = cell;
      const centre = 78.6 + 0.3 * Math.log2(temperature) + 0.6 * softWeight;
      return [
        gridRecipe(temperature, softWeight).name,
        sampleAccuracies(centre, at % 7 === 3 ? 1 : 2, at),
      ];
    }),
  );
  const records = recordsOf(
    { ...accuracies, 'student-alone': sampleAccuracies(79.2, 2, 50) },
    grid,
  );
  const rows = gridRows(grid, records);
  const marks = { original: cellLabel(originalCell) };
  return {
    gridGains: gridGains(rows, { ...marks, chosen: 'T = 4, soft 0.9' }),
    gridGainsOfNone: gridGains(gridRows(grid, new Map()), marks, { name: samplesOfNothing[0] }),
  };
}

/** Made-up norms of the usual shape. */
export function sampleNorms(arm: string, softScale: number, seeds: number): GradientNormRow[] {
  const stream = randomStream(3, 'resample', arm.length);
  return Array.from({ length: seeds }, (_, seed) =>
    Array.from({ length: 15 }, (_, index) => {
      const noise = 1 + 0.2 * (stream.uniformAt(15 * seed + index) - 0.5);
      return {
        study: 'loss-scale',
        arm,
        run: `${arm}-s${seed}`,
        seed,
        epoch: index + 1,
        soft: softScale * noise * (1.6 - 0.04 * index),
        hard: 0.3 * noise * (1.4 - 0.05 * index),
        decay: 0.0022 + 0.0001 * index,
        cosine: 0.6,
      };
    }),
  ).flat();
}

function normSamples(): Record<string, Figure> {
  const arms = lossScale.arms.slice(1).map(({ label }) => label);
  const [sound = '', averaged = '', plain = ''] = arms;
  return {
    gradientNorms: gradientNorms(
      [
        ...sampleNorms(sound, 1, 3),
        ...sampleNorms(averaged, 0.1, 2),
        ...sampleNorms(plain, 0.06, 1),
      ],
      arms,
    ),
    gradientNormsOfNone: gradientNorms([], arms, { name: samplesOfNothing[1] }),
  };
}
