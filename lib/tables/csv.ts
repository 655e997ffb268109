import type { Cell, Row } from './row';

/**
 * Rows as CSV (RFC 4180): a header line, comma between cells, CRLF after each line, quotes only where a
 * cell holds a comma, quote or line break. Columns stand as in the first row; null is an empty cell.
 * @throws when a row has other columns than the first
 */
export function toCsv(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row, index) => {
    const own = Object.keys(row);
    if (own.length !== columns.length || columns.some((column) => !(column in row))) {
      throw new Error(
        `toCsv: row ${index + 1} has columns ${own.join(', ')}; expected ${columns.join(', ')}`,
      );
    }
    return columns.map((column) => cell(row[column] ?? null)).join(',');
  });
  if (columns.length === 0) return '';
  return [columns.map(cell).join(','), ...lines, ''].join('\r\n');
}

function cell(value: Cell): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
