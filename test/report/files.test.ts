import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../../lib/tables/row';
import { collectFiles } from '../../scripts/report/collect';
import { keepExactly } from '../../scripts/report/keep-files';
import { type Output, withoutSharpPictures } from '../../scripts/report/notebook-file';
import { allShown, type Shown } from '../../scripts/report/outputs';
import { numbersText, reportNumbers } from '../../scripts/report/report-numbers';
import { steady } from '../../scripts/report/shown-tables';

const tableOutput = (name: string, key: readonly string[] | undefined, rows: readonly Row[]) => ({
  output_type: 'display_data' as const,
  data: {
    'text/html': '<table></table>',
    'application/vnd.report-table+json': { name, key, rows },
  },
});

/** What a notebook of one cell with these outputs shows. */
const shownBy = (outputs: readonly Output[]): readonly Shown[] =>
  allShown({
    name: '01-data',
    cells: [{ cell_type: 'code', source: 'x', outputs: [...outputs] }],
  });

describe('reportNumbers', () => {
  it('quotes every cell of the tables that have a key, by table, row and column', () => {
    const shown = shownBy([
      tableOutput('sizes', ['model'], [{ model: 'student alone', parameters: 106_826 }]),
      tableOutput('accuracy', ['model'], [{ model: 'teacher', accuracyPct: 83.1, seed: 0 }]),
      tableOutput('history', undefined, [{ model: 'teacher', epoch: 1 }]),
    ]);
    expect(reportNumbers(shown)).toEqual({
      'accuracy.teacher.accuracyPct': 83.1,
      'accuracy.teacher.seed': 0,
      'sizes.student-alone.parameters': 106_826,
    });
  });
  it('refuses two rows of one name', () => {
    const rows = [
      { model: 'a b', accuracyPct: 1 },
      { model: 'a-b', accuracyPct: 1 },
    ];
    expect(() => reportNumbers(shownBy([tableOutput('accuracy', ['model'], rows)]))).toThrow(
      /accuracy\.a-b/,
    );
  });
  it('is written sorted, so that a difference shows what changed', () => {
    expect(numbersText({ b: 1, a: 2 })).toBe('{\n  "a": 2,\n  "b": 1\n}\n');
  });
});

describe('steady', () => {
  it('drops the last bits of fractions, which differ between processors, and no whole number', () => {
    expect(steady([{ share: 0.123456789, count: 4_664_970, word: 'a' }])).toEqual([
      { share: 0.123457, count: 4_664_970, word: 'a' },
    ]);
  });
});

describe('keepExactly', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keep-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes what is new, removes what is gone, leaves other files', () => {
    writeFileSync(join(folder, 'old.csv'), 'x');
    writeFileSync(join(folder, 'note.txt'), 'x');
    expect(keepExactly(folder, '.csv', new Map([['new', 'y']]))).toEqual(['old.csv', 'new.csv']);
    expect(existsSync(join(folder, 'old.csv'))).toBe(false);
    expect(existsSync(join(folder, 'note.txt'))).toBe(true);
    expect(readFileSync(join(folder, 'new.csv'), 'utf8')).toBe('y');
  });
  it('does not touch a file that is as it should be', () => {
    keepExactly(folder, '.csv', new Map([['same', 'y']]));
    const before = statSync(join(folder, 'same.csv'), { bigint: true });
    expect(keepExactly(folder, '.csv', new Map([['same', 'y']]))).toEqual([]);
    const after = statSync(join(folder, 'same.csv'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });
});

describe('withoutSharpPictures', () => {
  it('drops them from every output and leaves the rest of the file as it was', () => {
    const data = { 'image/png': 'small', 'text/plain': ['a\n', 'ü'] };
    const file = (outputs: readonly object[]) =>
      `${JSON.stringify({ cells: [{ outputs }, { source: [] }], nbformat: 4 }, undefined, 1)}\n`;
    const sharp = { ...data, 'application/vnd.report-sharp-picture': 'large' };
    expect(withoutSharpPictures(file([{ data: sharp }]))).toBe(file([{ data }]));
  });
});

describe('collectFiles', () => {
  const figure = (name: string, live: boolean) => ({
    output_type: 'display_data' as const,
    data: {
      'application/vnd.plotly.v1+json': {
        data: [{ type: 'bar', x: ['A'], y: [1] }],
        layout: {
          meta: { name, title: 't', caption: 'c', alt: 'a', live, rows: [{ arm: 'A', n: 1 }] },
        },
      },
      'image/png': Buffer.from('picture').toString('base64'),
    },
  });

  it('keeps the picture and the rows of each figure, but not of one measured live', () => {
    const files = collectFiles(shownBy([figure('bars', false), figure('live', true)]));
    expect([...files.figures.keys()]).toEqual(['bars']);
    expect(files.figures.get('bars')?.toString()).toBe('picture');
    expect(files.tables.get('bars')).toBe('arm,n\r\nA,1\r\n');
  });
  it('prefers a table to the rows of a figure of its name', () => {
    const table = tableOutput('bars', undefined, [{ whole: 1 }]);
    const files = collectFiles(shownBy([figure('bars', false), table]));
    expect(files.tables.get('bars')).toBe('whole\r\n1\r\n');
  });
  it('takes the sharp picture where there is one', () => {
    const bars = figure('bars', false);
    const sharp = Buffer.from('sharp').toString('base64');
    const data = { ...bars.data, 'application/vnd.report-sharp-picture': sharp };
    const files = collectFiles(shownBy([{ ...bars, data }]));
    expect(files.figures.get('bars')?.toString()).toBe('sharp');
  });
  it('refuses two figures of one name', () => {
    const twice = shownBy([figure('bars', false), figure('bars', false)]);
    expect(() => collectFiles(twice)).toThrow(/Two figures are named bars/);
  });
});
