import { describe, expect, it } from 'vitest';
import { toCsv } from '../../lib/tables/csv';
import {
  formatCount,
  formatNumber,
  formatP,
  formatPct,
  formatSigned,
  withArticle,
} from '../../lib/tables/format';
import { originalReport } from '../../lib/tables/original-report';

describe('toCsv', () => {
  it('writes a header, CRLF line ends and quotes where RFC 4180 asks for them', () => {
    const rows = [
      { model: 'teacher, big', note: 'says "yes"', accuracyPct: 83.5, missing: null },
      { model: 'a\nb', note: '', accuracyPct: -1, missing: true },
    ];
    expect(toCsv(rows)).toBe(
      'model,note,accuracyPct,missing\r\n' +
        '"teacher, big","says ""yes""",83.5,\r\n' +
        '"a\nb",,-1,true\r\n',
    );
  });
  it('is empty for no rows and refuses rows of other columns', () => {
    expect(toCsv([])).toBe('');
    expect(() => toCsv([{ a: 1 }, { b: 1 }])).toThrow('row 2 has columns b; expected a');
  });
});

describe('format', () => {
  it('writes counts, percent, signs and p as a reader expects them', () => {
    expect(formatCount(4_664_970)).toBe('4,664,970');
    expect(formatCount(999)).toBe('999');
    expect(formatPct(83.126)).toBe('83.13 %');
    expect(formatNumber(-1.84)).toBe('−1.84');
    expect([formatNumber(86.845), formatNumber(-0.975)]).toEqual(['86.85', '−0.98']); // halves, which no binary number is
    expect([formatSigned(1.2), formatSigned(-1.2), formatSigned(0)]).toEqual([
      '+1.20',
      '−1.20',
      '0.00',
    ]);
    expect([formatSigned(-0.004), formatSigned(0.004), formatNumber(-0.4, 0)]).toEqual([
      '0.00', // what rounds to 0 has no sign
      '0.00',
      '0',
    ]);
    expect([withArticle('airplane'), withArticle('cat')]).toEqual(['an airplane', 'a cat']);
    expect([formatP(0.03125), formatP(0.0001)]).toEqual(['0.031', '< 0.001']);
  });
});

describe('originalReport', () => {
  it('holds the table of the original report', () => {
    expect(Object.values(originalReport).map((row) => row.accuracyPct)).toEqual([
      83.13, 72.7, 70.86,
    ]);
  });
});
