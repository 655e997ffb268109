import { peakMemory } from '../figures/peak-memory';
import { trainingSpeed } from '../figures/training-speed';
import { speedGoalRows } from '../tables/speed-goal-rows';
import { peerComparisons, trainingRates } from '../tables/training-rates';
import { askingAnswer, memoryAnswer, notMeasured } from './answers/training-speed';
import type { Bench } from './bench';
import { goalColumns, goalWords } from './bench-columns';
import { picked } from './columns';
import { type Display, kernelDisplay } from './display';
import { showRateTable } from './rate-table';
import { showFigure, showTable, showText } from './show';

/** The goals and what of them is reached. */
export function showGoals(bench: Bench, display: Display = kernelDisplay): void {
  const rows = bench === undefined ? [] : speedGoalRows(bench);
  if (rows.length > 0) showTable(picked(rows, goalColumns), goalWords, display);
  else showText(notMeasured('What the goals ask for', 'npm run bench'), display);
}

/** Images a second of every side, block by block. */
export async function showRates(bench: Bench, display: Display = kernelDisplay): Promise<void> {
  const shown = bench && trainingRates(bench, peerComparisons);
  if (shown === undefined || shown.rates.length === 0) {
    return showText(notMeasured('Speed beside PyTorch', 'npm run bench'), display);
  }
  await showFigure(trainingSpeed(shown), display);
  showRateTable(shown.rates, { name: 'training-rates', caption: RATES_CAPTION }, display);
  const asking = bench === undefined ? '' : askingAnswer(bench);
  if (asking !== '') showText(asking, display);
}

const RATES_CAPTION =
  'All sides of the figure: median, slowest and fastest block; our first side over the side, round by round; the ' +
  'most resident memory of its process.';

/** The memory of training processes. */
export async function showMemory(bench: Bench, display: Display = kernelDisplay): Promise<void> {
  const rates = bench === undefined ? [] : trainingRates(bench, peerComparisons).rates;
  if (bench === undefined || rates.length === 0) {
    return showText(notMeasured('Memory', 'npm run bench'), display);
  }
  await showFigure(peakMemory(rates), display);
  const said = memoryAnswer(bench, peerComparisons);
  if (said !== '') showText(said, display);
}
