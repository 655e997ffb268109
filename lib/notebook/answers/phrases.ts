import type { ComparisonRow } from '../../tables/comparison-table';
import { formatCount, formatNumber, formatP, formatPct } from '../../tables/format';
import type { Method } from '../../tables/method';

/** "0.37 points above", "1.84 points below", or "level with" where two decimals show no difference. */
export function placed(differencePts: number): string {
  const size = formatNumber(Math.abs(differencePts));
  if (size === '0.00') return 'level with';
  return `${size} points ${differencePts > 0 ? 'above' : 'below'}`;
}

/** "gains 0.37 points over", "loses 1.84 points to", or "equals" where two decimals show no difference. */
export function gains(differencePts: number): string {
  const size = formatNumber(Math.abs(differencePts));
  if (size === '0.00') return 'equals';
  return differencePts > 0 ? `gains ${size} points over` : `loses ${size} points to`;
}

/** "83.50 % (95 % interval 82.76 to 84.21 %)" */
export function withInterval(row: {
  readonly accuracyPct: number;
  readonly lowPct: number;
  readonly highPct: number;
}): string {
  const { accuracyPct, lowPct, highPct } = row;
  return `${formatPct(accuracyPct)} (95 % interval ${formatNumber(lowPct)} to ${formatPct(highPct)})`;
}

/** What McNemar's test says of two models, and only of these two. */
export function mcnemarSentence(row: ComparisonRow): string {
  const { first, second, images, onlyFirstRight, onlySecondRight, mcnemarP } = row;
  const p = formatP(mcnemarP);
  return (
    `Of the ${formatCount(images)} test images ${formatCount(onlyFirstRight)} are right with the ` +
    `*${first}* only, and ${formatCount(onlySecondRight)} with the *${second}* only. McNemar's exact ` +
    `test gives p ${p.startsWith('<') ? p : `= ${p}`}: ` +
    (mcnemarP < 0.05
      ? 'these two models differ by more than the choice of test images explains.'
      : 'a split as uneven as this is nothing unusual between two equally good models.')
  );
}

/** The row of a method. */
export function ofMethod<T extends { readonly method: Method }>(
  rows: readonly T[],
  method: Method,
): T {
  const row = rows.find((one) => one.method === method);
  if (row === undefined) throw new Error(`Expected a row of the method ${method}, found none.`);
  return row;
}
