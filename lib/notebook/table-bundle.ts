import type { Cell } from '../tables/row';
import { columnTitle, shownP, type Table } from '../tables/table';
import { type MimeBundle, requirePackage } from './display';
import { escapeHtml } from './html';
import { TABLE } from './mime-types';
import { formatColumn } from './number-format';

/**
 * What tables need of danfo. It is required by the first table and not imported: to load it takes two seconds, and
 * its declarations are 600 files, which JupyterLab's kernel would compile before the first sentence of a notebook.
 */
interface Danfo {
  readonly DataFrame: new (
    lines: readonly (readonly Cell[])[],
    options: { readonly columns: readonly string[] },
  ) => { readonly getColumnData: readonly (readonly Cell[])[] };
}

/** A column ready to be shown. */
type ShownColumn = ReturnType<typeof shownColumns>[number];

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

/** Columns go by place: danfo lets one named "values" or "columns" hide what its frame is made of. */
function shownColumns(table: Table) {
  const { DataFrame } = requirePackage<Danfo>('danfojs-node');
  const names = Object.keys(table.columns);
  const frame = new DataFrame(shownCells(table), { columns: names.map((_, at) => `$${at}`) });
  return Object.values(table.columns).map((words, at) => {
    const format = typeof words === 'string' ? undefined : words[1];
    const cells = frame.getColumnData[at] ?? [];
    const texts = format === 'p' ? formatColumn(cells.map(shownP)) : formatColumn(cells, format);
    const isNumeric = cells.every((cell) => typeof cell === 'number' || cell === null);
    return { title: columnTitle(words), texts, isNumeric };
  });
}

/** Row by row, in the order of the columns. */
function shownCells({ name, columns, rows }: Table): readonly (readonly Cell[])[] {
  if (rows.length === 0) throw new Error(`Table ${name}: expected at least one row, found none.`);
  return rows.map((row, at) =>
    Object.keys(columns).map((column) => {
      const cell = row[column];
      if (cell !== undefined) return cell;
      throw new Error(
        `Table ${name}: row ${at} has no column ${column}; it has ${Object.keys(row).join(', ')}.`,
      );
    }),
  );
}

/** Longer texts may take several lines; shorter ones stay on one. */
const LONG_CHARACTERS = 44;

function html(name: string, caption: string, columns: readonly ShownColumn[]): string {
  const attributes = (text: string, { isNumeric }: ShownColumn) => {
    if (isNumeric) return ' class="number" style="text-align:right"';
    return `${text.length > LONG_CHARACTERS ? ' class="long"' : ''} style="text-align:left"`;
  };
  const line = (tag: 'th' | 'td', textOf: (column: ShownColumn) => string) => {
    const cells = columns.map((column) => {
      const text = textOf(column);
      return `<${tag}${attributes(text, column)}>${escapeHtml(text)}</${tag}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  };
  const rows = columns[0]?.texts ?? [];
  const body = rows.map((_, at) => line('td', ({ texts }) => texts[at] ?? '')).join('');
  return (
    `<table class="report-table" data-name="${escapeHtml(name)}">` +
    `<caption>${escapeHtml(caption)}</caption>` +
    `<thead>${line('th', ({ title }) => title)}</thead><tbody>${body}</tbody></table>`
  );
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
