import { toCsv } from '../../lib/tables/csv';
import type { Row } from '../../lib/tables/row';
import { figureRows } from './figure-rows';
import type { Notebook } from './notebook-file';
import { allShown } from './outputs';
import { steady, type Tables } from './report-tables';
import { shownTables } from './shown-tables';

/** The files that go beside the page, by name without ending. */
export interface ReportFiles {
  /** CSV text. */
  readonly tables: ReadonlyMap<string, string>;
  /** PNG bytes. */
  readonly figures: ReadonlyMap<string, Buffer>;
}

/**
 * Gathers the CSV of every table and figure and the PNG of every figure.
 *
 * A table that follows from the runs wins over one of the same name that a notebook shows (a choice of
 * its columns, as a rule), and both over the marks of a figure of that name. Figures measured while the
 * report was made leave no file.
 * @throws when two figures have one name, or a figure has no picture
 */
export function collectFiles(tables: Tables, notebooks: readonly Notebook[]): ReportFiles {
  const all = notebooks.flatMap(allShown);
  const rows = new Map<string, readonly Row[]>(Object.entries(tables));
  const figures = new Map<string, Buffer>();
  for (const { name, rows: own } of shownTables(all)) {
    if (!rows.has(name)) rows.set(name, steady(own));
  }
  for (const figure of all) {
    if (figure.kind !== 'figure' || figure.live) continue;
    const { name, png } = figure;
    if (figures.has(name)) throw new Error(`Two figures are named ${name}; give one another name.`);
    if (png === undefined) throw new Error(`Figure ${name} has no picture; show it by showFigure.`);
    figures.set(name, png);
    const marks = figure.rows ?? figureRows(figure);
    if (!rows.has(name) && marks.length > 0) rows.set(name, steady(marks));
  }
  return { figures, tables: new Map([...rows].map(([name, own]) => [name, toCsv(own)])) };
}
