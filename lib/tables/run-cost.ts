import { viewsKey } from '../scheduling/sweep-plan';
import { quantile } from '../statistics/quantile';
import type { RunRecord } from '../store/run-record';
import type { StudyRun } from '../studies/study';

/** What a run's time depends on besides its number of images and epochs. */
type CostKind =
  /** It learns from the labels, or asks no teacher. */
  | `${Model} on labels`
  /** It meets views that its teacher has not been asked about. */
  | `${Model} asking`
  /** It meets views whose answers are remembered. */
  | `${Model} remembering`;
type Model = StudyRun['recipe']['model'];

/**
 * Seconds that a run takes on one core.
 * @param first whether it is the first to meet its views; of no effect on runs without a teacher
 * @returns undefined where nothing like it was measured
 */
export type RunCost = (
  run: Pick<StudyRun, 'recipe' | 'seed'>,
  first: boolean,
) => number | undefined;

/** Share of a training step that its forward pass takes: two more of its size go backwards. */
export const FORWARD_SHARE = 1 / 3;

/**
 * Estimates a run's time from finished ones: the median over those of its kind of the time an image takes in
 * the median epoch, so that an epoch in which the machine was halted does not count. Of the runs that met the
 * same views, the one that finished first asked the teacher. A kind that was never measured is put
 * together from the others: to remember costs nothing, to ask costs the teacher's forward pass.
 */
export function runCost(records: readonly RunRecord[]): RunCost {
  const measured = secondsPerImage(records);
  const on = (kind: CostKind) => {
    const values = measured.get(kind);
    return values === undefined ? undefined : quantile(values, 0.5);
  };
  const perImage = (model: Model, kind: CostKind): number | undefined => {
    const plain = on(kind) ?? on(`${model} on labels`);
    if (plain === undefined || measured.has(kind) || kind !== `${model} asking`) return plain;
    const teacher = on('teacher on labels');
    return teacher === undefined ? undefined : plain + FORWARD_SHARE * teacher;
  };
  return (run, first) => {
    const seconds = perImage(run.recipe.model, costKind(run, first));
    return seconds === undefined ? undefined : seconds * imagesSeen(run.recipe);
  };
}

function costKind({ recipe, seed }: Pick<StudyRun, 'recipe' | 'seed'>, first: boolean): CostKind {
  if (viewsKey({ recipe, seed }) === undefined) return `${recipe.model} on labels`;
  return first ? `${recipe.model} asking` : `${recipe.model} remembering`;
}

const ALL_IMAGES = 50_000;
const SPLIT_IMAGES = 45_000;

/** Training images times epochs. */
function imagesSeen({ limit, trainOn, epochs }: StudyRun['recipe']): number {
  const all = trainOn === 'all' ? ALL_IMAGES : SPLIT_IMAGES;
  return epochs * Math.min(all, limit?.training ?? all);
}

function secondsPerImage(records: readonly RunRecord[]): ReadonlyMap<CostKind, readonly number[]> {
  const byTime = [...records].sort((a, b) => (a.timing.finishedAt < b.timing.finishedAt ? -1 : 1));
  const met = new Set<string>();
  const measured = new Map<CostKind, number[]>();
  for (const record of byTime) {
    const key = viewsKey(record) ?? '';
    const kind = costKind(record, !met.has(key));
    met.add(key);
    const epochs = record.timing.epochs.map(({ seconds }) => seconds);
    const seconds = quantile(epochs, 0.5) / imagesSeen({ ...record.recipe, epochs: 1 });
    measured.set(kind, [...(measured.get(kind) ?? []), seconds]);
  }
  return measured;
}
