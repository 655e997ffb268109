import { reportSizes } from '../results/report-data';
import { recomputedRecords } from '../results/study-data';
import { committedTiming } from '../results/timing';
import type { RunRecord } from '../store/run-record';
import { reportedStudies } from '../studies/current-studies';
import { type StudyRecords, studyRecords } from '../studies/study-records';
import type { Row } from '../tables/row';
import { sizeTable } from '../tables/size-table';
import { studyCostRows } from '../tables/study-cost-rows';
import { type StudyRow, studyRow } from '../tables/study-tables';
import type { VerdictSources } from '../tables/verdict-sources';

/**
 * The studies that the report shows as far as they are decided, the finished runs of all with their accuracies counted anew from their
 * test logits, counted networks and timed ones.
 * @param labels of the test images, [images]
 */
export function verdictSources(labels: Uint8Array): VerdictSources {
  const studies = reportedStudies();
  const found: StudyRecords = new Map(studies.flatMap((study) => [...studyRecords(study)]));
  const records = recomputedRecords(found, labels);
  return { studies, records, sizes: sizeTable(reportSizes()), timing: committedTiming() };
}

/** How far each study has come. */
export function studyRows({ studies, records }: VerdictSources): StudyRow[] {
  return studies.map((study) => studyRow(study, records));
}

/** How far each study has come beside what it costs; the last row is all of them together. */
export function studyProgress(sources: VerdictSources): Row[] {
  const { studies, records } = sources;
  const finished: readonly RunRecord[] = [...records.values()];
  const progress = studyRows(sources);
  return studyCostRows(studies, finished).map((cost) => {
    const own = progress.find(({ study }) => study === cost.study);
    const { hoursOn1, hoursOn2, hoursOn16, hoursOn256 } = cost;
    const known = cost.runs > 0; // a study whose runs are not decided yet does not cost nothing
    return {
      ...cost,
      hoursOn1: known ? hoursOn1 : null,
      hoursOn2: known ? hoursOn2 : null,
      hoursOn16: known ? hoursOn16 : null,
      hoursOn256: known ? hoursOn256 : null,
      question: own?.question ?? '',
      finished: own?.finished ?? finished.length,
      planned: own?.planned ?? cost.runs,
    };
  });
}
