import { describe, expect, it } from 'vitest';
import type { Row } from '../../lib/tables/row';
import type { ShownTable } from '../../scripts/report/notebook-file';
import { shownTables } from '../../scripts/report/report-files';

const shown = (rows: readonly Row[], key: string[] = ['arm']): ShownTable => ({
  kind: 'table',
  name: 'arms',
  key,
  html: '<table></table>',
  rows: [...rows],
});

describe('shownTables', () => {
  it('joins the parts of a table that several notebooks show, a row that stands in two of them once', () => {
    const parts = [
      shown([{ arm: 'alone', n: 8 }]),
      shown([
        { arm: 'alone', n: 8 },
        { arm: 'distilled', n: 8 },
      ]),
    ];
    expect(shownTables(parts)).toMatchObject([
      {
        name: 'arms',
        key: ['arm'],
        rows: [
          { arm: 'alone', n: 8 },
          { arm: 'distilled', n: 8 },
        ],
      },
    ]);
  });
  it('refuses two notebooks that disagree on a row', () => {
    expect(() =>
      shownTables([shown([{ arm: 'alone', n: 8 }]), shown([{ arm: 'alone', n: 7 }])]),
    ).toThrow(/Table arms: two notebooks show different rows for \["alone"\]/);
  });
  it('refuses parts with other keys', () => {
    expect(() => shownTables([shown([]), shown([], ['seed'])])).toThrow(
      /expected the key arm, found seed/,
    );
  });
});
