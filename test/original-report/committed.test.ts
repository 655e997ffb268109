import { describe, expect, it } from 'vitest';
import { claimRows } from '../../lib/original-report/claims';
import { errataRows } from '../../lib/original-report/errata';
import { factsOf } from '../../lib/original-report/facts';
import { verdictRows } from '../../lib/original-report/verdicts';
import { reportSizes } from '../../lib/results/report-data';
import { readInferenceTimings } from '../../lib/store/inference-timing';
import { reportedStudies } from '../../lib/studies/current-studies';
import { studyRecords } from '../../lib/studies/study-records';
import { sizeTable } from '../../lib/tables/size-table';

const sizes = sizeTable(reportSizes());
const records = new Map(reportedStudies().flatMap((study) => [...studyRecords(study)]));
const facts = factsOf(records, { sizes, timing: readInferenceTimings()[0] });

describe('the committed runs', () => {
  const rows = verdictRows(facts);
  it.each(rows)('still decide $about', ({ holds, decidedBy }) => {
    expect(decidedBy).not.toMatch(/…|undefined|null|NaN|Infinity/);
    expect(holds).toBe(true);
  });

  it.each(errataRows(sizes))('still show the erratum: $about', ({ holds }) => {
    expect(holds).toBe(true);
  });

  it('stand beside the original report: 79.40 − 72.70 = 6.70 for the student alone', () => {
    const claims = claimRows(facts);
    expect(claims[1]).toEqual({
      quantity: 'student alone: test accuracy (%)',
      original: '72.70',
      measured: '79.40 ± 0.37',
      n: 16,
      difference: '+6.70',
    });
    expect(claims.map(({ measured }) => measured).join()).not.toMatch(/–|NaN/);
  });
});
