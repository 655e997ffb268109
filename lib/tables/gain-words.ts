import { formatNumber, formatP, formatSigned } from './format';
import type { PairedComparisonRow } from './paired-comparison';

/** "8 pairs", "1 pair", "no pair yet". */
export function pairCount(n: number): string {
  if (n === 0) return 'no pair yet';
  return n === 1 ? '1 pair' : `${n} pairs`;
}

/** "p = 0.031", "p < 0.001". */
export function pInWords(p: number): string {
  const text = formatP(p);
  return text.startsWith('<') ? `p ${text}` : `p = ${text}`;
}

/**
 * A paired gain with all that judges it: "+0.21 points (sd 0.30, n = 8 pairs), p = 0.031, 95 % CI +0.05 to
 * +0.41"; the tests only where there are enough pairs for them. The p is Holm's.
 */
export function gainInWords(row: PairedComparisonRow | undefined): string {
  if (row === undefined) return pairCount(0);
  const { n, meanGainPts, sdPts, holmP, tLowPts, tHighPts } = row;
  if (meanGainPts === null) return pairCount(0);
  const sd = sdPts === null ? '' : `sd ${formatNumber(sdPts)}, `;
  const gain = `${formatSigned(meanGainPts)} points (${sd}n = ${pairCount(n)})`;
  if (holmP === null || tLowPts === null || tHighPts === null) return gain;
  return (
    `${gain}, ${pInWords(holmP)}, 95 % CI ` +
    `${formatSigned(tLowPts)} to ${formatSigned(tHighPts)}`
  );
}
