import type { Objective } from '../../study/objective';
import type { RunRecord } from '../../study/run-record';
import type { AccuracyRow } from '../../tables/accuracy-table';
import type { AgreementRow, ComparisonRow } from '../../tables/comparison-table';
import { formatCount, formatNumber, formatPct } from '../../tables/format';
import type { TemperatureGradientRow } from '../../tables/temperature-gradient-rows';
import { mcnemarSentence, ofMethod, placed, withInterval } from './phrases';

/**
 * How the two students compare.
 * @param pair the student alone compared with the distilled one
 */
export function distillationAnswer(
  accuracies: readonly AccuracyRow[],
  pair: ComparisonRow,
): string {
  const distilled = ofMethod(accuracies, 'distilled');
  const alone = ofMethod(accuracies, 'alone');
  return (
    `**In this pair of runs the distilled student classifies ${withInterval(distilled)} of the test ` +
    `images right, ${placed(pair.differencePts)} the student alone, which has ` +
    `${formatPct(alone.accuracyPct)}.** ${mcnemarSentence(pair)} Whether distillation helps, one pair of ` +
    'runs cannot tell, whichever way it comes out.'
  );
}

/**
 * Whether the validation images put the two students in the same order as the test images.
 * @param pair the student alone compared with the distilled one, on the test images
 */
export function validationAnswer(
  alone: RunRecord,
  distilled: RunRecord,
  pair: ComparisonRow,
): string {
  const pct = (run: RunRecord) => 100 * run.final.validationAccuracy;
  const difference = pct(distilled) - pct(alone);
  const same = Math.sign(difference) === Math.sign(pair.differencePts);
  return (
    `On the ${formatCount(alone.images.validation)} validation images the student alone has ` +
    `${formatPct(pct(alone))}, the distilled student ${formatPct(pct(distilled))}: ` +
    `${placed(difference)} it, ${same ? 'the same order as' : 'another order than'} on the test images.`
  );
}

/**
 * How strongly teacher and labels pull at the student, weights included.
 * @param rows gradients by temperature, among them the objective's
 */
export function pullAnswer(rows: readonly TemperatureGradientRow[], objective: Objective): string {
  if (objective.kind !== 'logits') {
    throw new Error(`pullAnswer: expected the objective logits, found ${objective.kind}`);
  }
  const { temperature, softWeight, hardWeight } = objective;
  const row = rows.find((one) => one.temperature === temperature);
  if (row === undefined) throw new Error(`pullAnswer: no gradient at T = ${temperature}`);
  const [soft, plain] = [softWeight * row.withSquare, softWeight * row.withoutSquare];
  const hard = hardWeight * row.labels;
  return (
    `With the recipe's T = ${temperature} and weights ${softWeight} and ${hardWeight} the teacher pulls with ` +
    `${formatNumber(soft, 3)} on average, the labels with ${formatNumber(hard, 3)}: ` +
    `${formatNumber(soft / hard, 1)} to 1. Without the factor $T^2$ it would be ` +
    `${formatNumber(plain, 3)} against ${formatNumber(hard, 3)}, ${formatNumber(plain / hard)} to 1.`
  );
}

/** Whether the distilled student has come closer to the teacher than the student alone. */
export function agreementAnswer(rows: readonly AgreementRow[]): string {
  const [alone, distilled] = rows;
  if (alone === undefined || distilled === undefined) {
    throw new Error(`agreementAnswer: expected two students, found ${rows.length}`);
  }
  const kl = (row: AgreementRow) => formatNumber(row.klToTeacher, 3);
  const closer = distilled.klToTeacher < alone.klToTeacher;
  return (
    `The distilled student puts ${formatPct(distilled.agreementPct)} of the images in the teacher's ` +
    `class, the student alone ${formatPct(alone.agreementPct)}. From the teacher's probabilities the ` +
    `distilled student is ${kl(distilled)} nats away, the student alone ${kl(alone)}: the distilled ` +
    `student is ${closer ? 'closer to' : 'not closer to'} what it was taught to imitate.`
  );
}
