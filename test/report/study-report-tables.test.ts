import { describe, expect, it } from 'vitest';
import { currentStudies } from '../../lib/studies/current-studies';
import { studyByName } from '../../lib/studies/studies';
import type { Study } from '../../lib/studies/study';
import type { StudyRecords } from '../../lib/studies/study-records';
import type { VerdictSources } from '../../lib/tables/verdict-sources';
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
  const sources: VerdictSources = { studies, records, sizes: [], timing: undefined };
  return studyReportTables(sources, models);
}

describe('studyReportTables', () => {
  it('say of no run at all what is missing, and leave out tables without rows', () => {
    const tables = tablesOf(new Map());
    expect(Object.keys(tables).sort()).toEqual([
      'arms',
      'gain-explanations',
      'gap-explanations',
      'missing-runs',
      'paired-comparisons',
      'scale-gradient',
      'studies',
    ]);
    expect(tables['missing-runs']?.[0]).toMatchObject({ command: 'npm run sweep -- original' });
    expect(tables['paired-comparisons']?.every(({ verdict }) => verdict === 'too few pairs')).toBe(
      true,
    );
  });
  it('give every quotable number one key', () => {
    const alone = [79, 79.2, 78.9, 79.1, 79.3, 78.8, 79, 79.1];
    const records = recordsOf(
      { 'student-alone': alone, 'student-distilled': alone.map((pct) => pct + 0.5) },
      studyByName('original'),
    );
    const numbers = reportNumbers(tablesOf(records));
    expect(numbers).toMatchObject({
      'arms.original.student-alone.n': 8,
      'arms.original.student-alone.testMeanPct': 79.05,
      'paired-comparisons.original.student-distilled.student-alone.meanGainPts': 0.5,
      'paired-comparisons.original.student-distilled.student-alone.verdict': 'gain',
      'gain-explanations.none-the-recipe-as-it-is.fit': 'does not fit',
      'gap-explanations.no-augmentation.n': 0,
      'scale-gradient.without-t.timesWeaker': 16,
      'studies.chosen-cell.planned': 0,
    });
  });
});
