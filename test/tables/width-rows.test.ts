import { describe, expect, it } from 'vitest';
import { networkSize } from '../../lib/results/network-size';
import { studyByName } from '../../lib/studies/studies';
import { widthRows } from '../../lib/tables/width-rows';
import { recordsOf } from './sample-study';

const study = studyByName('widths');
const records = recordsOf(
  { 'student-30-width-200': [87, 88, 89], 'student-30-width-150-distilled': [86] },
  study,
);

describe('widthRows', () => {
  const rows = widthRows(study, records, networkSize);

  it('lists the arms that have runs, narrow ones first, with mean and deviation', () => {
    expect(
      rows.map(({ recipe, n, testMeanPct, testSdPct }) => [recipe, n, testMeanPct, testSdPct]),
    ).toEqual([
      ['student-30-width-150-distilled', 1, 86, null],
      ['student-30-width-200', 3, 88, 1],
    ]);
  });

  it('counts the network of that width', () => {
    // four 3x3 convolutions on maps of 32, 16, 8 and 4 pixels, and two dense layers; the hidden one grows with the width
    expect(rows[1]).toMatchObject({ width: 2 });
    expect(rows[1]?.multiplyAdds).toBe(
      32 ** 2 * 3 * 32 * 9 +
        16 ** 2 * 32 * 64 * 9 +
        8 ** 2 * 64 * 128 * 9 +
        4 ** 2 * 128 * 256 * 9 +
        256 * 128 +
        128 * 10,
    );
  });

  it('is empty before any run', () => {
    expect(widthRows(study, new Map(), networkSize)).toEqual([]);
  });
});
