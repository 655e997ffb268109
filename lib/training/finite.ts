import type { Batch } from './step';

/** Numbers that have to be finite, by the words that name them. */
type Measured = Readonly<Record<string, number | Float32Array | readonly Float32Array[]>>;

/**
 * Makes a run that has diverged fail, in place of leaving weights and results that mean nothing.
 * @param runId named in the error
 * @param when such as "after epoch 3"
 * @throws naming what is not finite, and what to do
 */
export function requireFinite(runId: string, when: string, measured: Measured): void {
  for (const [name, values] of Object.entries(measured)) {
    const lists = listsOf(values);
    const bad = lists.reduce((sum, list) => sum + countNotFinite(list), 0);
    if (bad === 0) continue;
    const total = lists.reduce((sum, { length }) => sum + length, 0);
    const found =
      total === 1 ? `${name} is not finite` : `${bad} of ${total} ${name} are not finite`;
    throw new Error(
      `${runId}: training has diverged: ${when} ${found}. Lower the learning rate and train again; nothing was ` +
        'recorded.',
    );
  }
}

/**
 * What a loss that is not finite comes from, as far as its batch tells: a teacher's layer, or else the step size. A
 * teacher's logits are checked when it answers (`encodeAnswers`); its layers only here, since reading each takes time.
 * @returns the cause and the way out
 */
export function faultOfLoss(
  { teacherFeatures = {} }: Pick<Batch, 'teacherFeatures'>,
  learningRate: number,
): string {
  for (const [layer, { values }] of Object.entries(teacherFeatures)) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at < 0) continue;
    return (
      `the teacher's layer ${layer} gives ${values[at]} (value ${at} of ${values.length}): the teacher is at fault, ` +
      'not the student; look at its weights and at how its images are normalised'
    );
  }
  return `lower the learning rate (now ${learningRate}) or look at that batch`;
}

function listsOf(values: Measured[string]): readonly (Float32Array | readonly number[])[] {
  if (typeof values === 'number') return [[values]];
  return values instanceof Float32Array ? [values] : values;
}

function countNotFinite(values: Float32Array | readonly number[]): number {
  let found = 0;
  for (const value of values) if (!Number.isFinite(value)) found++;
  return found;
}
