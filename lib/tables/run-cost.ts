import { viewsKey } from '../scheduling/sweep-plan';
import { quantile } from '../statistics/quantile';
import type { RunRecord } from '../store/run-record';
import type { StudyRun } from '../studies/study';
import { groupsBy } from './groups';

type Model = StudyRun['recipe']['model'];

/**
 * What a run's time depends on besides its model and its number of images and epochs: it learns from the labels, or asks no
 * teacher; it meets views that its teacher has not been asked about; or it meets views whose answers are remembered.
 */
type Way = 'on labels' | 'asking' | 'remembering';

/** Estimates how long a run takes. */
export type RunCost = ReturnType<typeof runCost>;

/** Share of a training step that its forward pass takes: two more of its size go backwards. */
export const FORWARD_SHARE = 1 / 3;

/**
 * Estimates a run's time from finished ones: the median over those of its kind of the time an image takes in
 * the median epoch, so that an epoch in which the machine was halted does not count. Of the runs that met the
 * same views, the one that finished first asked the teacher. A kind that was never measured is put
 * together from the others: to remember costs nothing, to ask costs the teacher's forward pass.
 * @returns the seconds that a run takes on one core, undefined where nothing like it was measured; `first` says whether it
 * is the first to meet its views, of no effect on runs without a teacher
 */
export function runCost(records: readonly RunRecord[]) {
  const measured = secondsPerImage(records);
  const median = (model: Model, way: Way) => {
    const values = measured.get(`${model} ${way}`);
    if (values === undefined) return undefined;
    return quantile(secondsOf(values), 0.5);
  };
  const perImage = (model: Model, way: Way) => {
    const own = median(model, way);
    if (own !== undefined) return own;
    const plain = median(model, 'on labels');
    const teacher = median('teacher', 'on labels');
    if (way !== 'asking' || plain === undefined) return plain;
    return teacher === undefined ? undefined : plain + FORWARD_SHARE * teacher;
  };
  return (run: Pick<StudyRun, 'recipe' | 'seed'>, first: boolean) => {
    const seconds = perImage(run.recipe.model, wayOf(run, first));
    return seconds === undefined ? undefined : seconds * imagesSeen(run.recipe);
  };
}

function wayOf(run: Pick<StudyRun, 'recipe' | 'seed'>, first: boolean): Way {
  if (viewsKey(run) === undefined) return 'on labels';
  return first ? 'asking' : 'remembering';
}

const ALL_IMAGES = 50_000;
const SPLIT_IMAGES = 45_000;

/** Training images times epochs. */
function imagesSeen({ limit, trainOn, epochs }: StudyRun['recipe']): number {
  const all = trainOn === 'all' ? ALL_IMAGES : SPLIT_IMAGES;
  return epochs * Math.min(all, limit?.training ?? all);
}

function secondsPerImage(records: readonly RunRecord[]) {
  const trained = records.filter(({ timing }) => timing.epochs.length > 0);
  const byTime = trained.sort((a, b) => (a.timing.finishedAt < b.timing.finishedAt ? -1 : 1));
  const met = new Set<string>();
  const measured = byTime.map((record) => {
    const key = viewsKey(record) ?? '';
    const kind = `${record.recipe.model} ${wayOf(record, !met.has(key))}`;
    met.add(key);
    return { kind, seconds: epochSeconds(record) / imagesSeen({ ...record.recipe, epochs: 1 }) };
  });
  return groupsBy(measured, ({ kind }) => kind);
}

/** Of a run's median epoch, so that one in which the machine was halted does not count. */
export function epochSeconds({ timing }: RunRecord): number {
  return quantile(secondsOf(timing.epochs), 0.5);
}

function secondsOf(timed: readonly { readonly seconds: number }[]): number[] {
  return timed.map(({ seconds }) => seconds);
}
