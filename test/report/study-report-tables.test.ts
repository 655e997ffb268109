import { describe, expect, it } from 'vitest';
import { currentStudies } from '../../lib/studies/current-studies';
import { studyByName } from '../../lib/studies/studies';
import type { Study } from '../../lib/studies/study';
import type { StudyRecords } from '../../lib/studies/study-records';
import { reportNumbers } from '../../scripts/report/report-numbers';
import { studyReportTables } from '../../scripts/report/study-report-tables';
import { sampleLabels, sampleResult } from '../figures/sample-rows';
import { recordsOf } from '../tables/sample-study';

const models = {
  teacher: sampleResult('teacher'),
  student: sampleResult('alone'),
  labels: sampleLabels(),
};
const nowhere = '/nowhere/runs';

function tablesOf(records: StudyRecords, studies: readonly Study[] = currentStudies(nowhere)) {
  return studyReportTables({ studies, records }, models);
}

describe('studyReportTables', () => {
  it('leave out tables without rows', () => {
    const tables = tablesOf(new Map());
    expect(Object.keys(tables).sort()).toEqual([
      'gain-explanations',
      'gap-explanations',
      'grid',
      'scale-gradient',
    ]);
  });
  it('give every quotable number one key', () => {
    const alone = [79, 79.2, 78.9, 79.1, 79.3, 78.8, 79, 79.1];
    const records = recordsOf(
      { 'student-alone': alone, 'student-distilled': alone.map((pct) => pct + 0.5) },
      studyByName('original'),
    );
    const numbers = reportNumbers(tablesOf(records));
    expect(numbers).toMatchObject({
      'gain-explanations.none-the-recipe-as-it-is.fit': 'does not fit',
      'gap-explanations.no-augmentation.n': 0,
      'grid.t-4-soft-0-7.gainPts': 0.5,
      'grid.t-1-soft-0-1.gainPts': null,
      'scale-gradient.without-t.timesWeaker': 16,
    });
  });
});
