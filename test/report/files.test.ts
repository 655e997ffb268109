import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../../lib/tables/row';
import {
  allShown,
  notebookSchema,
  type Shown,
  withoutSharpPictures,
} from '../../scripts/report/notebook-file';
import { keepExactly, reportFiles } from '../../scripts/report/report-files';

const tableOutput = (name: string, key: readonly string[] | undefined, rows: readonly Row[]) => ({
  output_type: 'display_data' as const,
  data: {
    'text/html': '<table></table>',
    'application/vnd.report-table+json': { name, key, rows },
  },
});

const figureOutput = (name: string, more: object = {}) => ({
  output_type: 'display_data' as const,
  data: {
    'application/vnd.plotly.v1+json': {
      data: [{ type: 'bar', x: ['A'], y: [1] }],
      layout: {
        meta: { name, title: 't', caption: 'c', alt: 'a', rows: [{ arm: 'A', n: 1 }], ...more },
      },
    },
    'image/png': Buffer.from('picture').toString('base64'),
  },
});

/** What a notebook of one cell with these outputs shows. */
const shownBy = (outputs: readonly object[]): readonly Shown[] =>
  allShown(
    notebookSchema.parse({ nbformat: 4, cells: [{ cell_type: 'code', source: 'x', outputs }] }),
  );

/** numbers.json of a notebook that shows these. */
const numbersOf = (outputs: readonly object[]) =>
  JSON.parse(String(reportFiles(shownBy(outputs)).get('numbers.json')));

describe('numbers.json', () => {
  it('quotes every cell of the tables that have a key, by table, row and column', () => {
    const numbers = numbersOf([
      tableOutput('sizes', ['model'], [{ model: 'student alone', parameters: 106_826 }]),
      tableOutput('accuracy', ['model'], [{ model: 'teacher', accuracyPct: 83.1, seed: 0 }]),
      tableOutput('history', undefined, [{ model: 'teacher', epoch: 1 }]),
    ]);
    expect(numbers).toEqual({
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
    expect(() => numbersOf([tableOutput('accuracy', ['model'], rows)])).toThrow(/accuracy\.a-b/);
  });
  it('is written sorted, so that a difference shows what changed', () => {
    const files = reportFiles([], { b: 1, a: 2 });
    expect(files.get('numbers.json')).toBe('{\n  "a": 2,\n  "b": 1\n}\n');
  });
});

describe('the rows of what is shown', () => {
  const rows = [{ share: 0.123456789, count: 4_664_970, word: 'a' }];
  const steady = [{ share: 0.123457, count: 4_664_970, word: 'a' }];

  it('drop the last bits of fractions, which differ between processors, and no whole number', () => {
    expect(shownBy([tableOutput('shares', undefined, rows)])[0]).toMatchObject({ rows: steady });
    expect(shownBy([figureOutput('shares', { rows })])[0]).toMatchObject({ rows: steady });
  });
});

describe('keepExactly', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keep-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes what is new, removes what is gone, leaves other files', () => {
    mkdirSync(join(folder, 'tables'));
    writeFileSync(join(folder, 'tables', 'old.csv'), 'x');
    writeFileSync(join(folder, 'tables', 'note.txt'), 'x');
    const files = new Map([['tables/new.csv', 'y']]);
    expect(keepExactly(folder, files)).toEqual(['tables/old.csv', 'tables/new.csv']);
    expect(existsSync(join(folder, 'tables', 'old.csv'))).toBe(false);
    expect(existsSync(join(folder, 'tables', 'note.txt'))).toBe(true);
    expect(readFileSync(join(folder, 'tables', 'new.csv'), 'utf8')).toBe('y');
  });
  it('does not touch a file that is as it should be', () => {
    const files = new Map([['figures/same.png', 'y']]);
    keepExactly(folder, files);
    const before = statSync(join(folder, 'figures', 'same.png'), { bigint: true });
    expect(keepExactly(folder, files)).toEqual([]);
    const after = statSync(join(folder, 'figures', 'same.png'), { bigint: true });
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

describe('reportFiles', () => {
  it('keeps the picture and the rows of each figure, but not of one measured live', () => {
    const files = reportFiles(
      shownBy([figureOutput('bars'), figureOutput('live', { live: true })]),
    );
    expect([...files.keys()]).toEqual(['figures/bars.png', 'tables/bars.csv', 'numbers.json']);
    expect(files.get('figures/bars.png')?.toString()).toBe('picture');
    expect(files.get('tables/bars.csv')).toBe('arm,n\r\nA,1\r\n');
  });
  it('prefers a table to the rows of a figure of its name', () => {
    const table = tableOutput('bars', undefined, [{ whole: 1 }]);
    const files = reportFiles(shownBy([figureOutput('bars'), table]));
    expect(files.get('tables/bars.csv')).toBe('whole\r\n1\r\n');
  });
  it('takes the sharp picture where there is one', () => {
    const bars = figureOutput('bars');
    const sharp = Buffer.from('sharp').toString('base64');
    const data = { ...bars.data, 'application/vnd.report-sharp-picture': sharp };
    const files = reportFiles(shownBy([{ ...bars, data }]));
    expect(files.get('figures/bars.png')?.toString()).toBe('sharp');
  });
  it('refuses two figures of one name', () => {
    const twice = shownBy([figureOutput('bars'), figureOutput('bars')]);
    expect(() => reportFiles(twice)).toThrow(/Two figures are named bars/);
  });
});
