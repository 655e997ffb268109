import { describe, expect, it } from 'vitest';
import { errataTable } from '../../lib/tables/errata-table';
import { sizeTable } from '../../lib/tables/size-table';

const sizes = sizeTable([
  { model: 'teacher', method: 'teacher', parameters: 1, megabytes: 87, multiplyAdds: 1 },
  { model: 'student alone', method: 'alone', parameters: 1, megabytes: 2, multiplyAdds: 1 },
]);

describe('errataTable', () => {
  const rows = errataTable(sizes);
  const recomputed = (start: string) =>
    rows.find((row) => row.statement.startsWith(start))?.recomputed;

  it('works out the score by its footnote: 83.13 / (17.81 · 111.29) = 0.0419', () => {
    expect(recomputed('efficiency score of the teacher')).toBe('0.042');
    expect(recomputed('efficiency score of the student')).toBe('6.39'); // 72.70 / (0.41 · 27.76)
  });

  it('finds that the printed scores are accuracy / time: 83.13 / 111.29 = 0.747', () => {
    expect(rows[0]?.reason).toContain('accuracy / time, 0.747');
    expect(rows[1]?.reason).toContain('accuracy / time, 2.619');
  });

  it('tells points from percent: 83.13 − 70.86 = 12.27, which is 14.8 % of 83.13', () => {
    expect(recomputed('"14.8 %')).toBe('12.27 points');
  });

  it('measures the timing noise: (27.76 − 25.82) / 27.76 = 7 %', () => {
    expect(recomputed('the distilled student is more efficient')).toBe('equal within 7 %');
  });

  it('counts standard errors: 1.84 / sqrt((72.7 · 27.3 + 70.86 · 29.14) / 10000) = 2.9', () => {
    expect(recomputed('the distilled student is less accurate')).toBe(
      'at least 2.9 standard errors',
    );
  });

  it('takes the size ratio from the counted sizes', () => {
    expect(recomputed('size reduction')).toBe('43.5');
  });
});
