import { kernelTimes } from '../figures/kernel-times';
import { kernelRows, kernelShapeRows } from '../tables/kernel-rows';
import { mathEffectRows } from '../tables/math-effect-rows';
import { speedGoalRows } from '../tables/speed-goal-rows';
import { bf16Comparisons, trainingRates } from '../tables/training-rates';
import { kernelAnswer, mathAnswer, notMeasured } from './answers/training-speed';
import type { Bench } from './bench';
import { kernelColumns, mathColumns } from './bench-columns';
import { picked } from './columns';
import { type Display, kernelDisplay } from './display';
import { showRateTable } from './rate-table';
import { showFigure, showTable, showText } from './show';

/** Rows of the table of kernels by their shapes. */
const SHAPES = 10;

/** Where the time of a job's step goes, and what holds a missed goal back. */
export async function showKernels(
  bench: Bench,
  name: 'student' | 'teacher',
  display: Display = kernelDisplay,
): Promise<void> {
  const profile = bench?.profiles?.find(({ job }) => job === `${name}-step`);
  if (bench === undefined || profile === undefined) {
    const command = `npm run bench -- --profile ${name} --keep`;
    return showText(notMeasured(`Where the time of the ${name}'s step goes`, command), display);
  }
  await showFigure(kernelTimes(kernelRows(profile), { steps: profile.steps }), display);
  const goal = speedGoalRows(bench).find(({ comparison }) => comparison === name);
  showText(kernelAnswer(profile, goal), display);
  showTable(
    picked(kernelShapeRows(profile, SHAPES), kernelColumns),
    {
      name: `kernels-${name}`,
      caption: `The costliest kernels of the ${name}'s step by the shapes of their inputs; mean of ${profile.steps} steps.`,
    },
    display,
  );
}

/** What --math bf16 does to speed and accuracy. */
export async function showMath(bench: Bench, display: Display = kernelDisplay): Promise<void> {
  const shown = bench && trainingRates(bench, bf16Comparisons);
  const effect = bench?.mathEffects?.find(({ math }) => math === 'bf16');
  if (shown === undefined || shown.rates.length === 0) {
    showText(notMeasured('The speed of bf16', 'npm run bench -- --only bf16'), display);
  } else {
    showRateTable(shown.rates, { name: 'speed-of-bf16', caption: BF16_CAPTION }, display);
  }
  if (effect === undefined) {
    const command = 'npm run bench -- --only bf16-accuracy';
    return showText(notMeasured('What bf16 does to accuracy', command), display);
  }
  showText(mathAnswer(effect), display);
  showTable(
    picked(mathEffectRows(effect), mathColumns),
    {
      name: 'accuracy-of-bf16',
      caption: `Validation accuracy of ${effect.recipe}, seed ${effect.seed}, after each epoch; n = 1 pair of runs.`,
      decimals: 2,
    },
    display,
  );
}

const BF16_CAPTION =
  'Training steps of ours with products in bf16 allowed and in float32, in turn; ours / it is bf16 over the side.';
