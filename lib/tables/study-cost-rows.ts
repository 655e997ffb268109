import { type Job, makespan } from '../scheduling/makespan';
import { sweepPlan } from '../scheduling/sweep-plan';
import type { RunRecord } from '../store/run-record';
import { type Study, type StudyRun, studyRuns } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { type RowOf, rounded } from './row';
import { type RunCost, runCost } from './run-cost';
import { studyRow } from './study-tables';
import { tableOf } from './table';

/** What a study costs from scratch: a column of hours for each number of cores. */
export type StudyCostRow = RowOf<typeof studyCostRows>;

/**
 * What each study costs on several numbers of cores, and all of them together (their shared runs counted once), estimated
 * from the times of finished runs: a core takes the next run that may begin as soon as it is free, and a run keeps one core
 * busy. Measured times are those of whatever else kept that machine busy.
 * @param studies as far as their arms are known
 * @param records finished runs of any study
 */
export function studyCostRows(studies: readonly Study[], records: readonly RunRecord[]) {
  const cost = runCost(records);
  return [
    ...studies.map((study) => costRow(study.name, studyRuns([study]), cost)),
    costRow('all', studyRuns(studies), cost),
  ];
}

function costRow(study: string, wanted: readonly StudyRun[], cost: RunCost) {
  const plan = sweepPlan(wanted, { isThere: () => false });
  const jobs = plan.flatMap((run): Job[] => {
    const seconds = cost(run, run.asksFirst);
    return seconds === undefined ? [] : [{ id: run.id, seconds, after: run.after }];
  });
  /** Not where no run of some kind was measured yet, or where the study's runs are not known yet. */
  const known = plan.length > 0 && jobs.length === plan.length;
  const hours = (cores: number) => (known ? rounded(makespan(jobs, cores) / 3600, 3) : null);
  return {
    study,
    /** Its runs, the teachers that they learn from among them. */
    runs: plan.length,
    hoursOn1: hours(1),
    hoursOn2: hours(2),
    hoursOn16: hours(16),
    hoursOn256: hours(256),
    /** The longest chain of runs that wait for each other: no number of cores makes it faster. */
    chainHours: hours(Number.POSITIVE_INFINITY),
  };
}

/** Progress of each study beside its cost; the last row is all of them together. */
export function studyProgressRows(studies: readonly Study[], records: StudyRecords) {
  const progress = studies.map((study) => studyRow(study, records));
  return studyCostRows(studies, [...records.values()]).map((cost) => {
    const own = progress.find(({ study }) => study === cost.study);
    return {
      ...cost,
      question: own?.question ?? '',
      finished: own?.finished ?? records.size,
      /** Runs that the study asks for, as far as that is decided. */
      planned: own?.planned ?? cost.runs,
    };
  });
}

/** Progress and cost of the studies. */
export const studyTable = tableOf<RowOf<typeof studyProgressRows>>({
  name: 'studies',
  key: ['study'],
  caption:
    'Progress of each study, and its estimated cost from scratch with one run per core, from the times of finished runs. ' +
    'The last line counts runs that studies share once.',
  columns: {
    study: 'study',
    question: 'question',
    finished: 'runs done',
    planned: 'planned',
    hoursOn1: ['hours on 1 core', 1],
    hoursOn2: ['on 2', 1],
    hoursOn16: ['on 16', 1],
    hoursOn256: ['on 256', 1],
  },
});
