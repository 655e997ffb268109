import type { TrainingRate } from '../tables/training-rates';
import { rateColumns, rateDecimals } from './bench-columns';
import { picked } from './columns';
import type { Display } from './display';
import { showTable } from './show';

/** Shows sides of comparisons with their rates, ratios and memory. */
export function showRateTable(
  rates: readonly TrainingRate[],
  words: { readonly name: string; readonly caption: string },
  display: Display,
): void {
  showTable(picked(rates, rateColumns), { ...words, decimals: rateDecimals }, display);
}
