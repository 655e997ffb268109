import type { Cell } from '../tables/row';
import { columnTitle, shownP, type Table } from '../tables/table';
import { type DataFrame, dataFrame } from './data-frame';
import type { MimeBundle } from './display';
import { escapeHtml } from './html';
import { TABLE } from './mime-types';
import { formatColumn } from './number-format';

/** A column ready to be shown. */
interface ShownColumn {
  readonly title: string;
  readonly texts: readonly string[];
  /** Numbers stand at the right. */
  readonly isNumeric: boolean;
}

/**
 * A table as HTML and as text, with its rows as they are for the report's files.
 * @throws when it has no rows, or its rows lack a column that it shows
 */
export function shownTableBundle(table: Table): MimeBundle {
  const { name, key, caption, rows } = table;
  const columns = shownColumns(table);
  return {
    'text/html': html(name, caption, columns),
    'text/plain': plainText(columns),
    [TABLE]: { name, ...(key === undefined ? {} : { key }), rows },
  };
}

function shownColumns(table: Table): readonly ShownColumn[] {
  const lines = frameOf(table).values;
  return Object.values(table.columns).map((words, at) => {
    const format = typeof words === 'string' ? undefined : words[1];
    const cells = lines.map((line) => line[at] ?? null);
    const isNumeric = cells.every((cell) => typeof cell === 'number' || cell === null);
    return { title: columnTitle(words), texts: formatted(cells, format), isNumeric };
  });
}

/** Columns by place: danfo lets a column named "values" or "columns" hide what its frame is made of. */
function frameOf({ name, columns, rows }: Table): DataFrame {
  if (rows.length === 0) throw new Error(`Table ${name}: expected at least one row, found none.`);
  const names = Object.keys(columns);
  const lines = rows.map((row, at) =>
    names.map((column) => {
      const cell = row[column];
      if (cell !== undefined) return cell;
      throw new Error(
        `Table ${name}: row ${at} has no column ${column}; it has ${Object.keys(row).join(', ')}.`,
      );
    }),
  );
  return dataFrame(
    lines,
    names.map((_, at) => `$${at}`),
  );
}

function formatted(cells: readonly Cell[], format: number | 'p' | undefined): readonly string[] {
  return format === 'p' ? formatColumn(cells.map(shownP)) : formatColumn(cells, format);
}

function html(name: string, caption: string, columns: readonly ShownColumn[]): string {
  const cell = (tag: 'th' | 'td', text: string, { isNumeric }: ShownColumn) =>
    `<${tag}${isNumeric ? ' class="number" style="text-align:right"' : textAttributes(text)}>` +
    `${escapeHtml(text)}</${tag}>`;
  const line = (tag: 'th' | 'td', textOf: (column: ShownColumn) => string) =>
    `<tr>${columns.map((column) => cell(tag, textOf(column), column)).join('')}</tr>`;
  const rows = columns[0]?.texts ?? [];
  const body = rows.map((_, at) => line('td', ({ texts }) => texts[at] ?? '')).join('');
  return (
    `<table class="report-table" data-name="${escapeHtml(name)}">` +
    `<caption>${escapeHtml(caption)}</caption>` +
    `<thead>${line('th', ({ title }) => title)}</thead><tbody>${body}</tbody></table>`
  );
}

/** Longer texts may take several lines; shorter ones stay on one. */
const LONG_CHARACTERS = 44;

function textAttributes(text: string): string {
  return `${text.length > LONG_CHARACTERS ? ' class="long"' : ''} style="text-align:left"`;
}

/** Columns padded to their widest cell, two spaces between. */
function plainText(columns: readonly ShownColumn[]): string {
  const padded = columns.map(({ title, texts }) => {
    const width = Math.max(title.length, ...texts.map((text) => text.length));
    return [title, ...texts].map((text) => text.padEnd(width));
  });
  const lines = padded[0]?.map((_, at) => padded.map((texts) => texts[at]).join('  ')) ?? [];
  return lines.map((line) => line.trimEnd()).join('\n');
}
