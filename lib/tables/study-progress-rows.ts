import type { Study } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { type StudyCostRow, studyCostRows } from './study-cost-rows';
import { studyRow } from './study-tables';
import { type Table, table } from './table';

/** How far a study has come, beside what it costs. */
export type StudyProgressRow = StudyCostRow & {
  readonly question: string;
  readonly finished: number;
  /** Runs that the study asks for, as far as that is decided. */
  readonly planned: number;
};

/** How far each study has come beside what it costs; the last row is all of them together. */
export function studyProgressRows(
  studies: readonly Study[],
  records: StudyRecords,
): StudyProgressRow[] {
  const progress = studies.map((study) => studyRow(study, records));
  return studyCostRows(studies, [...records.values()]).map((cost) => {
    const own = progress.find(({ study }) => study === cost.study);
    return {
      ...cost,
      ...(cost.runs > 0 ? {} : unknownCost), // a study whose runs are not decided yet does not cost nothing
      question: own?.question ?? '',
      finished: own?.finished ?? records.size,
      planned: own?.planned ?? cost.runs,
    };
  });
}

const unknownCost = { hoursOn1: null, hoursOn2: null, hoursOn16: null, hoursOn256: null } as const;

/** Progress and cost of the studies. */
export function studyTable(rows: readonly StudyProgressRow[]): Table<StudyProgressRow> {
  return table({
    name: 'studies',
    key: ['study'],
    caption:
      'How far each study has come, and what it costs from nothing on so many cores, one run a core, estimated from ' +
      'the times of finished runs. The last line counts runs that studies share once.',
    columns: {
      study: 'study',
      question: 'question',
      finished: 'runs there',
      planned: 'of',
      hoursOn1: ['hours on 1 core', 1],
      hoursOn2: ['on 2', 1],
      hoursOn16: ['on 16', 1],
      hoursOn256: ['on 256', 1],
    },
    rows,
  });
}
