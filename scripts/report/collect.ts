import { toCsv } from '../../lib/tables/csv';
import type { Row } from '../../lib/tables/row';
import type { Shown } from './outputs';
import { shownTables, steady } from './shown-tables';

/** The files that go beside the page, by name without ending. */
export interface ReportFiles {
  /** CSV text. */
  readonly tables: ReadonlyMap<string, string>;
  /** PNG bytes. */
  readonly figures: ReadonlyMap<string, Buffer>;
}

/**
 * Gathers the CSV of every table and figure and the PNG of every figure. A table wins over the rows of a figure of its
 * name. Figures measured while the report was made leave no file.
 * @param all what the notebooks show
 * @throws when two figures have one name, or a figure has no picture
 */
export function collectFiles(all: readonly Shown[]): ReportFiles {
  const rows = new Map<string, readonly Row[]>();
  const figures = new Map<string, Buffer>();
  for (const { name, rows: own } of shownTables(all)) rows.set(name, own);
  for (const figure of all) {
    if (figure.kind !== 'figure' || figure.live) continue;
    const { name, png, rows: own = [] } = figure;
    if (figures.has(name)) throw new Error(`Two figures are named ${name}; give one another name.`);
    if (png === undefined) throw new Error(`Figure ${name} has no picture; show it by show().`);
    figures.set(name, png);
    if (!rows.has(name) && own.length > 0) rows.set(name, steady(own));
  }
  return { figures, tables: new Map([...rows].map(([name, own]) => [name, toCsv(own)])) };
}
