import { formatNumber } from '../tables/format';
import type { Cell } from '../tables/row';

const DEFAULT_DECIMALS = 2;
/** Below this, a number shown with two decimals would lose its first digit. */
const SMALL = 0.01;

/**
 * The texts of one column, numbers with their thousands apart and the same number of digits behind the point in all rows.
 * @param values the column's cells
 * @param decimals digits behind the point. Without, whole numbers have none, others two, and numbers below 0.01 two
 * significant digits
 */
export function formatColumn(values: readonly Cell[], decimals?: number): readonly string[] {
  const numbers = values.filter((value): value is number => typeof value === 'number');
  const small = numbers.some((value) => value !== 0 && Math.abs(value) < SMALL);
  const whole = numbers.every(Number.isInteger);
  const shared = decimals ?? (small ? undefined : whole ? 0 : DEFAULT_DECIMALS);
  return values.map((value) => {
    if (value === null) return '–';
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    return typeof value === 'number' ? formatted(value, shared) : value;
  });
}

function formatted(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (decimals === undefined && !Number.isInteger(value) && size < SMALL) {
    return size >= 1e-4 ? value.toPrecision(2) : value.toExponential(1);
  }
  const usual = Number.isInteger(value) ? 0 : DEFAULT_DECIMALS;
  const [whole = '', ...fraction] = formatNumber(value, decimals ?? usual).split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}
