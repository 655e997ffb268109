import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectFiles } from '../../scripts/report/collect';
import { figureRows } from '../../scripts/report/figure-rows';
import { keepExactly } from '../../scripts/report/keep-files';
import { type Notebook, withoutSharpPictures } from '../../scripts/report/notebook-file';
import { reportNumbers } from '../../scripts/report/report-numbers';
import { steady } from '../../scripts/report/report-tables';

describe('figureRows', () => {
  it('gives a row a mark, with its spread', () => {
    const data = [
      { type: 'bar', name: 'ours', x: ['A', 'B'], y: [1, 2], error_y: { array: [0.1, 0.2] } },
      { type: 'scatter', x: ['A'], y: [3] },
    ];
    expect(figureRows({ data })).toEqual([
      { trace: 'ours', x: 'A', y: 1, yMinus: 0.1, yPlus: 0.1 },
      { trace: 'ours', x: 'B', y: 2, yMinus: 0.2, yPlus: 0.2 },
      { trace: 'trace 2', x: 'A', y: 3, yMinus: null, yPlus: null },
    ]);
  });
  it('gives a row a cell of a heat map, and none for what is left out', () => {
    const data = [{ type: 'heatmap', x: ['a', 'b'], y: ['c'], z: [[5, null]] }];
    expect(figureRows({ data })).toEqual([{ trace: 'trace 1', x: 'a', y: 'c', z: 5 }]);
  });
});

describe('reportNumbers', () => {
  it('is flat and sorted', () => {
    const numbers = reportNumbers({
      runs: [{ recipe: 'student alone', parameters: 106_826 }],
      accuracy: [{ model: 'teacher', accuracyPct: 83.1, seed: 0 }],
      history: [{ model: 'teacher', epoch: 1 }],
    });
    expect(Object.entries(numbers)).toEqual([
      ['accuracy.teacher.accuracyPct', 83.1],
      ['accuracy.teacher.seed', 0],
      ['runs.student-alone.parameters', 106_826],
    ]);
  });
  it('refuses two rows of one name', () => {
    const row = { model: 'teacher', accuracyPct: 1 };
    expect(() => reportNumbers({ accuracy: [row, row] })).toThrow(/accuracy\.teacher/);
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
        layout: { meta: { name, title: 't', caption: 'c', alt: 'a', live } },
      },
      'image/png': Buffer.from('picture').toString('base64'),
    },
  });
  const table = {
    output_type: 'display_data' as const,
    data: {
      'text/html': '<table></table>',
      'application/vnd.report-table+json': { name: 'accuracy', rows: [{ shown: 1 }] },
    },
  };
  const notebook = (outputs: readonly (typeof table | ReturnType<typeof figure>)[]): Notebook => ({
    name: '01-data',
    cells: [{ cell_type: 'code', source: 'x', outputs: [...outputs] }],
  });

  it('keeps the picture and the marks of each figure, but not of one measured live', () => {
    const files = collectFiles({}, [notebook([figure('bars', false), figure('live', true)])]);
    expect([...files.figures.keys()]).toEqual(['bars']);
    expect(files.figures.get('bars')?.toString()).toBe('picture');
    expect(files.tables.get('bars')).toBe('trace,x,y\r\ntrace 1,A,1\r\n');
  });
  it("prefers the runs' own table to a choice of its columns", () => {
    const files = collectFiles({ accuracy: [{ whole: 1 }] }, [notebook([table])]);
    expect(files.tables.get('accuracy')).toBe('whole\r\n1\r\n');
    expect(collectFiles({}, [notebook([table])]).tables.get('accuracy')).toBe('shown\r\n1\r\n');
  });
  it('takes the sharp picture where there is one', () => {
    const bars = figure('bars', false);
    const sharp = Buffer.from('sharp').toString('base64');
    const data = { ...bars.data, 'application/vnd.report-sharp-picture': sharp };
    const files = collectFiles({}, [notebook([{ ...bars, data }])]);
    expect(files.figures.get('bars')?.toString()).toBe('sharp');
  });
  it('refuses two figures of one name', () => {
    const twice = notebook([figure('bars', false), figure('bars', false)]);
    expect(() => collectFiles({}, [twice])).toThrow(/Two figures are named bars/);
  });
});
