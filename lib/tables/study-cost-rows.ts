import { type Job, makespan } from '../scheduling/makespan';
import { sweepPlan } from '../scheduling/sweep-plan';
import type { RunRecord } from '../store/run-record';
import { type Study, type StudyRun, studyRuns } from '../studies/study';
import { rounded } from './row';
import { type RunCost, runCost } from './run-cost';

/** Numbers of cores that a study's cost is estimated for; a run keeps one core busy. */
const costCores = [1, 2, 16, 256] as const;

/** What a study costs from nothing: a column of hours for each number of cores. */
export type StudyCostRow = {
  /** "all" in the last row, where runs that studies share count once. */
  readonly study: string;
  /** Its runs, the teachers that they learn from among them. */
  readonly runs: number;
  /** Null where no run of some kind was measured yet, or where the study's runs are not known yet. */
  readonly hoursOn1: number | null;
  readonly hoursOn2: number | null;
  readonly hoursOn16: number | null;
  readonly hoursOn256: number | null;
  /** The longest chain of runs that wait for each other: no number of cores makes it faster. */
  readonly chainHours: number | null;
};

/** The total's name in the column of studies. */
const allStudies = 'all';

/**
 * What each study costs on several numbers of cores, and all of them together, estimated from the times of
 * finished runs: a core takes the next run that may begin as soon as it is free. Measured times are those of
 * whatever else kept that machine busy.
 * @param studies as far as their arms are known
 * @param records finished runs of any study
 */
export function studyCostRows(
  studies: readonly Study[],
  records: readonly RunRecord[],
): StudyCostRow[] {
  const cost = runCost(records);
  return [
    ...studies.map((study) => costRow(study.name, studyRuns([study]), cost)),
    costRow(allStudies, studyRuns(studies), cost),
  ];
}

function costRow(study: string, wanted: readonly StudyRun[], cost: RunCost): StudyCostRow {
  const plan = sweepPlan(wanted, { isThere: () => false });
  const jobs = plan.flatMap((run): Job[] => {
    const seconds = cost(run, run.asksFirst);
    return seconds === undefined ? [] : [{ id: run.id, seconds, after: run.after }];
  });
  const known = plan.length > 0 && jobs.length === plan.length;
  const hours = (cores: number) => (known ? rounded(makespan(jobs, cores) / 3600, 3) : null);
  const [one, two, sixteen, most] = costCores;
  return {
    study,
    runs: plan.length,
    hoursOn1: hours(one),
    hoursOn2: hours(two),
    hoursOn16: hours(sixteen),
    hoursOn256: hours(most),
    chainHours: hours(Number.POSITIVE_INFINITY),
  };
}
