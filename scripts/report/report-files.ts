import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeAtomically } from '../../lib/store/atomic-file';
import { toCsv } from '../../lib/tables/csv';
import type { Row } from '../../lib/tables/row';
import type { Shown, ShownTable } from './notebook-file';

/** What goes beside the page: content by path under the report's folder, such as `tables/accuracy.csv`. */
export type ReportFiles = ReadonlyMap<string, string | Uint8Array>;

/** A number, word or null by its place: `accuracy.teacher.accuracyPct`. */
export type Numbers = Readonly<Record<string, Row[string]>>;

/**
 * The CSV of every table and figure, the PNG of every figure, and numbers.json. A table wins over the rows of a figure
 * of its name. Figures measured while the report was made leave no file.
 * @param all what the notebooks show
 * @param before numbers that numbers.json keeps where the notebooks show none in their place
 * @throws when two figures have one name, a figure has no picture, or tables contradict each other
 */
export function reportFiles(all: readonly Shown[], before: Numbers = {}): ReportFiles {
  const tables = shownTables(all);
  const files = new Map<string, string | Uint8Array>();
  for (const { name, rows } of tables) files.set(`tables/${name}.csv`, toCsv(rows));
  for (const figure of all) {
    if (figure.kind !== 'figure' || figure.live) continue;
    const { name, png, rows } = figure;
    const [picture, csv] = [`figures/${name}.png`, `tables/${name}.csv`];
    if (files.has(picture))
      throw new Error(`Two figures are named ${name}; give one another name.`);
    if (png === undefined) throw new Error(`Figure ${name} has no picture; show it by show().`);
    files.set(picture, Buffer.from(png, 'base64'));
    if (!files.has(csv) && rows.length > 0) files.set(csv, toCsv(rows));
  }
  const numbers = { ...before, ...reportNumbers(tables) };
  const sorted = Object.keys(numbers).sort(); // so that a diff shows what changed
  return files.set('numbers.json', `${JSON.stringify(numbers, sorted, 2)}\n`);
}

/**
 * The tables of all notebooks. Several notebooks may show parts of one table: their rows are joined, a row that stands
 * in two of them once.
 * @throws when two rows of a table have one key and differ, or tables of one name have other keys
 */
export function shownTables(all: readonly Shown[]): readonly ShownTable[] {
  const tables = new Map<string, ShownTable>();
  for (const one of all) {
    if (one.kind !== 'table') continue;
    const { name, key } = one;
    const before = tables.get(name) ?? { ...one, rows: [] };
    if (JSON.stringify(key) !== JSON.stringify(before.key)) {
      throw new Error(
        `Table ${name}: expected the key ${before.key}, found ${key} in a later notebook.`,
      );
    }
    const nameOf = (row: Row) => JSON.stringify(key?.map((column) => row[column]) ?? row);
    const known = new Map(before.rows.map((row) => [nameOf(row), row]));
    const added = one.rows.filter((row) => {
      const other = known.get(nameOf(row));
      if (other !== undefined && JSON.stringify(other) !== JSON.stringify(row)) {
        throw new Error(`Table ${name}: two notebooks show different rows for ${nameOf(row)}.`);
      }
      return other === undefined;
    });
    tables.set(name, { ...before, rows: [...before.rows, ...added] });
  }
  return [...tables.values()];
}

/**
 * Every quotable number of tables that have a key, under a flat key: table, row, column.
 * @throws when two rows of a table have the same key
 */
function reportNumbers(tables: readonly ShownTable[]): Numbers {
  const numbers: Record<string, Row[string]> = {};
  for (const { name, key, rows } of tables) {
    if (key === undefined) continue;
    for (const row of rows) {
      const place = key.map((column) => slug(String(row[column]))).join('.');
      for (const [column, value] of Object.entries(row)) {
        if (key.includes(column)) continue;
        const at = `${name}.${place}.${column}`;
        if (Object.hasOwn(numbers, at)) throw new Error(`numbers.json: two values for ${at}`);
        numbers[at] = value;
      }
    }
  }
  return numbers;
}

/** A text in small letters and digits, hyphens between. @param other what a hyphen takes the place of */
export function slug(text: string, other = /[^a-z0-9]+/g): string {
  return text.toLowerCase().replace(other, '-').replace(/^-|-$/g, '');
}

/** Writes a file only when its content changes. @returns whether it did */
export function writeIfChanged(file: string, content: string | Uint8Array): boolean {
  const bytes = Buffer.from(content);
  if (existsSync(file) && readFileSync(file).equals(bytes)) return false;
  writeAtomically(file, bytes);
  return true;
}

/** Writes the files of a report's folder that changed. @returns these */
export function writeChanged(folder: string, files: ReportFiles): readonly string[] {
  const changed = [...files].filter(([file, content]) =>
    writeIfChanged(join(folder, file), content),
  );
  return changed.map(([file]) => file);
}

/** Makes a report's folder hold exactly these tables and figures. @returns the files that were removed or written */
export function keepExactly(folder: string, files: ReportFiles): readonly string[] {
  const old = Object.entries({ tables: '.csv', figures: '.png' }).flatMap(([kind, ending]) => {
    makeFolder(join(folder, kind));
    return readdirSync(join(folder, kind))
      .filter((name) => name.endsWith(ending))
      .map((name) => `${kind}/${name}`);
  });
  const removed = old.filter((file) => !files.has(file));
  for (const file of removed) rmSync(join(folder, file));
  return [...removed, ...writeChanged(folder, files)];
}
