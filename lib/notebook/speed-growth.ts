import { speedScaling } from '../figures/speed-scaling';
import { trainingSpeed } from '../figures/training-speed';
import { type Growing, speedScalingRows } from '../tables/speed-scaling-rows';
import { sweepCeiling } from '../tables/sweep-ceiling';
import { trainingRates } from '../tables/training-rates';
import { notMeasured, sweepAnswer, sweepTitle } from './answers/training-speed';
import type { Bench } from './bench';
import { rateDecimals, scalingColumns } from './bench-columns';
import { picked } from './columns';
import { type Display, kernelDisplay } from './display';
import { showFigure, showTable, showText } from './show';

/** Images a second as batches or the student grow. */
export async function showScaling(
  bench: Bench,
  growing: Growing,
  display: Display = kernelDisplay,
): Promise<void> {
  const rows = bench === undefined ? [] : speedScalingRows(bench, growing);
  const what = growing === 'batch' ? 'The speed by batch size' : "The speed by the student's width";
  if (rows.length === 0) {
    return showText(notMeasured(what, 'npm run bench -- --only scaling'), display);
  }
  await showFigure(speedScaling(rows, growing), display);
  showTable(
    picked(rows, scalingColumns),
    { name: `speed-by-${growing}`, caption: scalingCaption[growing], decimals: rateDecimals },
    display,
  );
}

const scalingCaption = {
  batch:
    "Training steps of the student by the images in a batch, PyTorch in the student's faster format.",
  width:
    "Training steps of the student with its channels multiplied, PyTorch in the student's faster format.",
} as const;

/** Many processes at once against one on all cores, with the ceiling. */
export async function showProcesses(bench: Bench, display: Display = kernelDisplay): Promise<void> {
  const ceiling = bench && sweepCeiling(bench);
  if (bench === undefined || ceiling === undefined) {
    return showText(notMeasured('A sweep', 'npm run bench -- --only sweep'), display);
  }
  const shown = trainingRates(bench, ['sweep']);
  const line = { text: 'ceiling', imagesPerSecond: ceiling.ceilingPerSecond };
  await showFigure(
    trainingSpeed(
      { ...shown, ceiling: line },
      { name: 'speed-by-processes', title: sweepTitle(ceiling) },
    ),
    display,
  );
  showText(sweepAnswer(ceiling), display);
}
