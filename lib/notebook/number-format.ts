import type { Cell } from '../tables/row';

const DEFAULT_DECIMALS = 2;
/** Below this, a number shown with two decimals would lose its first digit. */
const SMALL = 0.01;

/**
 * A number as a reader wants it: thousands apart, the given digits behind the point.
 *
 * Without `decimals`, whole numbers have none, others two, and numbers below 0.01 two significant digits.
 */
export function formatCellNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return '–';
  if (decimals !== undefined) return grouped(value, decimals);
  if (Number.isInteger(value)) return grouped(value, 0);
  const size = Math.abs(value);
  if (size >= SMALL) return grouped(value, DEFAULT_DECIMALS);
  return size >= 1e-4 ? value.toPrecision(2) : value.toExponential(1);
}

/**
 * The texts of one column, with the same number of digits behind the point in all of its rows.
 * @param values the column's cells
 * @param decimals digits behind the point; as `formatCellNumber` without
 */
export function formatColumn(values: readonly Cell[], decimals?: number): readonly string[] {
  const numbers = values.filter((value): value is number => typeof value === 'number');
  const small = numbers.some((value) => value !== 0 && Math.abs(value) < SMALL);
  const whole = numbers.every(Number.isInteger);
  const shared = decimals ?? (small ? undefined : whole ? 0 : DEFAULT_DECIMALS);
  return values.map((value) => formatCell(value, shared));
}

function formatCell(value: Cell, decimals?: number): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? formatCellNumber(value, decimals) : value;
}

function grouped(value: number, decimals: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = fraction === undefined ? digits : `${digits}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
