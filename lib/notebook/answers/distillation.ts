import type { Objective } from '../../recipes/objective';
import { type RunRecord, validationAccuracy } from '../../store/run-record';
import type { AccuracyRow } from '../../tables/accuracy-table';
import type { ComparisonRow } from '../../tables/comparison-table';
import { formatCount, formatNumber, formatPct } from '../../tables/format';
import { pairCount, pInWords } from '../../tables/gain-words';
import type { PairEffect, PairEffectRow } from '../../tables/pair-effect-rows';
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
  const pct = (run: RunRecord) => 100 * validationAccuracy(run);
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

/** How the distilled students' answers differ from those of the students alone, over all pairs. */
export function effectsAnswer(rows: readonly PairEffectRow[]): string {
  const of = (effect: PairEffect) => rows.find((row) => row.effect === effect);
  const [agreed, near, calibration] = [
    of('agreement'),
    of('kl-at-temperature'),
    of('calibration-error'),
  ];
  if (agreed === undefined || near === undefined || calibration === undefined) {
    return 'What distillation does to the answers is known once there is a pair.';
  }
  const { n } = near;
  return (
    `**The distilled student's answers are ${near.difference < 0 ? 'nearer to' : 'not nearer to'} its teacher's**: at the ` +
    `temperature at which it learned they are ${beside(near, 3)} nats away, nearer in ` +
    `${n - near.higher} of ${pairCount(n)}${tested(near)}, and it puts ${beside(agreed)} % of the images in the teacher's ` +
    `class. **What its probabilities say of themselves is ${calibration.difference > 0 ? 'less' : 'not less'} true**: the ` +
    `calibration error is ${beside(calibration)} points, larger in ${calibration.higher} of ${n}${tested(calibration)}.`
  );
}

/** "4.97 instead of 2.42", the distilled students' mean first. */
function beside({ distilled, alone }: PairEffectRow, digits = 2): string {
  return `${formatNumber(distilled, digits)} instead of ${formatNumber(alone, digits)}`;
}

function tested({ signFlipP }: PairEffectRow): string {
  return signFlipP === null ? '' : ` (sign-flip ${pInWords(signFlipP)})`;
}
