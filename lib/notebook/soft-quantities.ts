import { classNames } from '../data/cifar10';
import { studentDistilled } from '../study/original';
import { type ClassSimilarityRow, classSimilarityRows } from '../tables/class-similarity-rows';
import type { ModelResult } from '../tables/model-result';
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
