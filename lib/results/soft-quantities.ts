import { classNames } from '../data/cifar10';
import { studentDistilled } from '../studies/original';
import type { Study } from '../studies/study';
import { type ClassSimilarityRow, classSimilarityRows } from '../tables/class-similarity-rows';
import type { ModelResult } from '../tables/model-result';
import { type ScaleGradientRow, scaleGradientRows } from '../tables/scale-gradient-rows';
import {
  type TemperatureGradientRow,
  temperatureGradientRows,
} from '../tables/temperature-gradient-rows';

const GRADIENT_TEMPERATURES = [1, 2, 4, 8, 16, 32];

/** The temperature of the original recipe's soft targets. */
function originalTemperature(): number {
  const { objective } = studentDistilled;
  if (objective.kind === 'logits') return objective.temperature;
  throw new Error(`Expected the distilled student to learn from logits, found ${objective.kind}.`);
}

/** What the model's right answers say about the other classes, at the original recipe's temperature. */
export function classSimilarities(result: ModelResult, labels: Uint8Array): ClassSimilarityRow[] {
  return classSimilarityRows(result, labels, { classNames, temperature: originalTemperature() });
}

/** How strongly the teacher and the labels pull at a student's logits, from T = 1 to 32. */
export function gradients(
  teacher: ModelResult,
  student: ModelResult,
  labels: Uint8Array,
): TemperatureGradientRow[] {
  const logits = { teacher: teacher.logits, student: student.logits, labels };
  return temperatureGradientRows(logits, GRADIENT_TEMPERATURES);
}

/**
 * How strongly both terms pull at a student's logits in each arm of a study that learns from logits.
 * @param labels of the test images, [images]
 */
export function scaleGradients(
  { arms }: Pick<Study, 'arms'>,
  { teacher, student }: { readonly teacher: ModelResult; readonly student: ModelResult },
  labels: Uint8Array,
): ScaleGradientRow[] {
  const objectives = arms
    .filter(({ recipe }) => recipe.objective.kind === 'logits')
    .map(({ label, recipe }) => ({ arm: label, objective: recipe.objective }));
  const logits = { teacher: teacher.logits, student: student.logits, labels };
  return scaleGradientRows(objectives, logits);
}

/**
 * Whether the known mistakes weaken the soft term as they should: N = 10 times by the mean over classes, T²
 * times without the factor, N·T² times by both.
 * @param rows the sound objective first, then these three
 */
export function weakensAsKnown(rows: readonly ScaleGradientRow[]): boolean {
  const square = originalTemperature() ** 2;
  const known = [1, classNames.length, square, classNames.length * square];
  return (
    rows.length === known.length &&
    rows.every(({ timesWeaker }, at) => Math.abs(timesWeaker / (known[at] ?? 0) - 1) < 1e-3)
  );
}

/** Whether the last doubling of T divides the plain gradient by about four. */
export function fallsLikeSquare(rows: readonly TemperatureGradientRow[]): boolean {
  const [before, last] = lastTwo(rows);
  return Math.abs(before.withoutSquare / last.withoutSquare - 4) < 0.4;
}

/** Whether the last doubling of T leaves the gradient with the factor T² about as it was. */
export function staysWithSquare(rows: readonly TemperatureGradientRow[]): boolean {
  const [before, last] = lastTwo(rows);
  return Math.abs(last.withSquare / before.withSquare - 1) < 0.1;
}

function lastTwo(rows: readonly TemperatureGradientRow[]) {
  const [before, last] = rows.slice(-2);
  if (before === undefined || last === undefined) {
    throw new Error(`Expected the gradient at two temperatures or more, found ${rows.length}.`);
  }
  return [before, last] as const;
}
