/** Numbers as a sentence shows them. What is null was not measured yet and shows as "…". */
import { formatNumber, formatPct, formatSigned, pInWords } from './format';
import type { PairedComparisonRow } from './paired-comparison';
import type { GainSummary } from './spread';

type Measured = number | null | undefined;

/** A format for what may not be measured yet. */
function unlessMissing<Digits extends number[]>(
  format: (value: number, ...digits: Digits) => string,
) {
  return (value: Measured, ...digits: Digits): string =>
    value === null || value === undefined ? '…' : format(value, ...digits);
}

/** 79.268 as "79.27 %"; with another number of decimals where it is told. */
export const pct = unlessMissing(formatPct);

/** A difference in percentage points with its sign: "+0.60", "−1.84". */
export const pts = unlessMissing(formatSigned);

/** A number with so many digits behind the point: "0.294"; two unless told. */
export const digits = unlessMissing(formatNumber);

/** "p = 0.031" or "p < 0.001". */
export const pValue = unlessMissing(pInWords);

/** "95 % CI −0.18 to +0.37". */
export function ci(low: Measured, high: Measured, decimals = 2): string {
  return `95 % CI ${pts(low, decimals)} to ${pts(high, decimals)}`;
}

/**
 * The size of a paired comparison's gain with all that judges it:
 * "+0.60 points (95 % CI +0.37 to +0.83, p = 0.016, n = 8 pairs)". The interval is Student's, p the exact sign-flip
 * test's after Holm's correction within its study.
 */
export function effect(row: PairedComparisonRow | undefined): string {
  const { meanGainPts, tLowPts, tHighPts, holmP, n = 0 } = row ?? {};
  return `${pts(meanGainPts)} points (${ci(tLowPts, tHighPts)}, ${pValue(holmP)}, n = ${n} pairs)`;
}

/** The same for gains that belong to no comparison named beforehand; p is not corrected. */
export function effectOf(gain: GainSummary | undefined): string {
  const { meanPts, lowPts, highPts, signFlipP, n = 0 } = gain ?? {};
  return `${pts(meanPts)} points (${ci(lowPts, highPts)}, ${pValue(signFlipP)}, n = ${n} pairs)`;
}
