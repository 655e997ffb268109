import { aligned } from '../../bench/table';
import { type PlannedRun, sweepPlan } from '../../lib/scheduling/sweep-plan';
import { hasRun, listRuns, readRunById } from '../../lib/store/run-store';
import { currentStudies } from '../../lib/studies/current-studies';
import { type StudyRun, studyRuns } from '../../lib/studies/study';
import { missingRuns, studyRecords } from '../../lib/studies/study-records';
import { type RunCost, runCost } from '../../lib/tables/run-cost';
import { type StudyCostRow, studyCostRows } from '../../lib/tables/study-cost-rows';

/** Every study with its finished and planned runs, as lines. */
export function studyLines(runs: string): readonly string[] {
  const rows = currentStudies(runs).map((study) => {
    const planned = studyRuns([study]).length;
    const finished = planned - missingRuns(study, studyRecords(study, runs)).length;
    const known = study.arms.length > 0;
    return {
      name: study.name,
      runs: known ? `${finished} of ${planned}` : `after ${study.after}`,
      question: study.question,
    };
  });
  const table = aligned([['study', 'runs'], ...rows.map(({ name, runs }) => [name, runs])]);
  const width = Math.max(...table.map((line) => line.length));
  return table.map((line, place) =>
    `${line.padEnd(width)}  ${rows[place - 1]?.question ?? ''}`.trimEnd(),
  );
}

/** What the studies cost on several numbers of cores, as lines. */
export function costLines(runs: string): readonly string[] {
  const records = listRuns(runs).map((id) => readRunById(id, runs));
  const studies = currentStudies(runs);
  const cost = runCost(records);
  const lacks = [...studies.map((study) => [study]), studies].map((some) =>
    missingCells(sweepPlan(studyRuns(some), { isThere: (id) => hasRun(id, runs) }), cost),
  );
  const rows = studyCostRows(studies, records);
  const heads = [
    'study',
    'missing',
    'their hours',
    'runs',
    '1 core',
    '2 cores',
    '16 cores',
    '256 cores',
    'longest chain',
  ];
  return [
    ...aligned([heads, ...rows.map((row, at) => costCells(row, lacks[at] ?? []))]),
    '',
    'Missing: the runs that are not there yet, with the teachers that they need, and their hours on one core.',
    `The other hours are from nothing, estimated from the times of ${records.length} finished runs (a run keeps one core busy).`,
    'The longest chain is a teacher and the students that wait for it; more cores cannot beat it. The last',
    'row counts runs that studies share once. Runs that are not decided yet, as they depend on others, are not in.',
  ];
}

/**
 * What is missing of the runs that a sweep would make, and what they cost.
 * @param wanted the runs asked for, their teachers left out
 */
export function orderCostLine(wanted: readonly StudyRun[], cores: number, runs: string): string {
  const records = listRuns(runs).map((id) => readRunById(id, runs));
  const plan = sweepPlan(wanted, { isThere: (id) => hasRun(id, runs) });
  if (plan.length === 0) return `nothing is missing, all ${wanted.length} runs are there.`;
  const [missing, hours] = missingCells(plan, runCost(records)) as [string, string];
  const side = Math.min(cores, plan.length);
  const teachers = plan.filter(({ id }) => wanted.every((run) => run.id !== id)).length;
  const each = hours === '?' ? '?' : (Number(hours) / side).toFixed(1);
  return (
    `${plan.length === 1 ? '1 run is' : `${missing} runs are`} missing` +
    `${teachers > 0 ? ` (${teachers} of them of teachers)` : ''}: ${hours} hours on one core` +
    `${side > 1 ? `, about ${each} with ${side} at a time` : ''}, estimated from finished runs.`
  );
}

/** How many runs are missing and the hours that they cost on one core. */
function missingCells(plan: readonly PlannedRun[], cost: RunCost): string[] {
  const known = plan.flatMap((run) => cost(run, run.asksFirst) ?? []);
  const hours = known.reduce((sum, one) => sum + one, 0) / 3600;
  return [String(plan.length), known.length < plan.length ? '?' : hours.toFixed(1)];
}

function costCells(row: StudyCostRow, missing: readonly string[]): string[] {
  const { study, runs, hoursOn1, hoursOn2, hoursOn16, hoursOn256, chainHours } = row;
  const hours = [hoursOn1, hoursOn2, hoursOn16, hoursOn256, chainHours].map((value) =>
    value === null ? '?' : value.toFixed(1),
  );
  return [study, ...missing, String(runs), ...hours];
}
