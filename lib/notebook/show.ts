import type { Figure } from '../figures/figure';
import { figurePng } from '../pictures/figure-png';
import type { Row } from '../tables/row';
import type { Table } from '../tables/table';
import { type DataFrame, dataFrame } from './data-frame';
import { type Display, kernelDisplay, type MimeBundle } from './display';
import { escapeHtml } from './html';
import { PLOTLY, SHARP_PICTURE, TABLE } from './mime-types';
import { type Decimals, formatColumn } from './number-format';
import { shownTableBundle } from './table-bundle';

/**
 * Shows a figure or a table. A figure is interactive in JupyterLab and in the report, a picture where no script runs,
 * its description where no picture can be seen; a table's rows become its CSV file.
 * @throws when a table has no rows, or its rows lack a column that it shows
 */
export async function show(what: Figure | Table, display: Display = kernelDisplay): Promise<void> {
  display.show('columns' in what ? shownTableBundle(what) : await figureBundle(what));
}

/**
 * Gives the report tables that are too long to read here: their CSV files and what numbers.json quotes of them. A table
 * without rows is left out.
 */
export function keep(...tables: readonly Table[]): void {
  for (const { name, key, rows } of tables) {
    if (rows.length > 0) kernelDisplay.show({ [TABLE]: { name, key, rows } });
  }
}

/** The words and digits of a table. */
export interface TableWords {
  /** A slug; the name of its CSV file in report/tables, where there is one. */
  readonly name: string;
  /** What the table shows, and n. */
  readonly caption: string;
  /** Digits behind the point, for all numbers or by column. */
  readonly decimals?: Decimals;
}

/**
 * Shows a figure: interactive in JupyterLab and in the report, a picture where no script runs, its
 * description where no picture can be seen.
 */
export async function showFigure(figure: Figure, display: Display = kernelDisplay): Promise<void> {
  display.show(await figureBundle(figure));
}

/**
 * Whether figures carry pictures: the environment's REPORT_PICTURES, which `npm run report` sets.
 * Without, JupyterLab draws a figure at once; with, it shows the picture until the pointer is over it.
 */
function withPictures(): boolean {
  return (process.env.REPORT_PICTURES ?? '') !== '';
}

/** How a figure came about. */
export interface FigureOptions {
  /** Measured while the notebook ran: the report shows it but keeps no file of it. */
  readonly live?: boolean;
}

/**
 * A figure in its formats: Plotly JSON with its words in `layout.meta`, description, and, where figures
 * carry pictures, two of them: one for readers of the notebook, a sharp one for the report's files.
 */
export async function figureBundle(
  figure: Figure,
  { live }: FigureOptions = {},
): Promise<MimeBundle> {
  const { name, title, caption, alt, data, layout, rows } = figure;
  const meta = { name, title, caption, alt, ...(rows ? { rows } : {}), ...(live ? { live } : {}) };
  const interactive = { [PLOTLY]: { data, layout: { ...layout, meta } }, 'text/plain': alt };
  if (!withPictures()) return interactive;
  const sharp = await figurePng(figure, { scale: 2 });
  const pictures = { ...(await pictureBundle(figure)), [SHARP_PICTURE]: sharp.toString('base64') };
  return { ...interactive, ...pictures };
}

/**
 * A figure's picture and description; what changes in place takes this, because JupyterLab does not
 * redraw a Plotly figure that it has drawn. One pixel a CSS pixel: JupyterLab shows every pixel.
 */
export async function pictureBundle(figure: Figure): Promise<MimeBundle> {
  const picture = await figurePng(figure, { scale: 1 });
  return { 'image/png': picture.toString('base64'), 'text/plain': figure.alt };
}

/**
 * Shows rows as a table, by way of a danfo DataFrame.
 * @throws when there are no rows, or when they differ in their columns
 */
export function showTable(
  rows: readonly Row[],
  words: TableWords,
  display: Display = kernelDisplay,
): void {
  display.show({ ...tableBundle(toDataFrame(rows), words), [TABLE]: { name: words.name, rows } });
}

/**
 * Shows a text written in markdown, the way to bring measured numbers into a sentence.
 * @param markdown with `$…$` for formulas
 */
export function showText(markdown: string, display: Display = kernelDisplay): void {
  display.show({ 'text/markdown': markdown, 'text/plain': markdown });
}

function toDataFrame(rows: readonly Row[]): DataFrame {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) throw new Error('showTable: expected at least one row, found none.');
  rows.forEach((row, index) => {
    const found = Object.keys(row);
    if (found.join() === columns.join()) return;
    throw new Error(
      `showTable: row ${index} has the columns ${found.join(', ')}; expected ${columns.join(', ')} ` +
        'as in row 0.',
    );
  });
  return dataFrame(
    rows.map((row) => ({ ...row })),
    columns,
  );
}

function tableBundle(frame: DataFrame, { name, caption, decimals }: TableWords): MimeBundle {
  const columns = frame.columns;
  const { values } = frame;
  const texts = columns.map((column, index) => {
    const own = typeof decimals === 'number' ? decimals : decimals?.[column];
    return formatColumn(
      values.map((row) => row[index] ?? null),
      own,
    );
  });
  const numeric = columns.map((_, index) =>
    values.every((row) => typeof row[index] !== 'string' && typeof row[index] !== 'boolean'),
  );
  const cell = (tag: 'th' | 'td', text: string, index: number) =>
    `<${tag}${numeric[index] ? ' class="number" style="text-align:right"' : textAttributes(text)}>` +
    `${escapeHtml(text)}</${tag}>`;
  const line = (tag: 'th' | 'td', cells: readonly string[]) =>
    `<tr>${cells.map((text, index) => cell(tag, text, index)).join('')}</tr>`;
  const body = values.map((_, row) => line('td', textsOf(texts, row)));
  return {
    'text/html':
      `<table class="report-table" data-name="${escapeHtml(name)}">` +
      `<caption>${escapeHtml(caption)}</caption>` +
      `<thead>${line('th', columns)}</thead><tbody>${body.join('')}</tbody></table>`,
    'text/plain': plainTable(columns, texts, values.length),
  };
}

/** Longer texts may take several lines; shorter ones stay on one. */
const LONG_CHARACTERS = 44;

function textAttributes(text: string): string {
  return `${text.length > LONG_CHARACTERS ? ' class="long"' : ''} style="text-align:left"`;
}

function textsOf(texts: readonly (readonly string[])[], row: number): readonly string[] {
  return texts.map((column) => column[row] ?? '');
}

/** Columns padded to their widest cell, two spaces between. */
function plainTable(
  columns: readonly string[],
  texts: readonly (readonly string[])[],
  rows: number,
): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...(texts[index] ?? []).map((text) => text.length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    line(columns),
    ...Array.from({ length: rows }, (_, row) => line(textsOf(texts, row))),
  ].join('\n');
}
