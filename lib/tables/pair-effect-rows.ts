import { agreement, klToTeacher } from '../statistics/agreement';
import { negativeLogLikelihood } from '../statistics/calibration';
import { predictions } from '../statistics/classification';
import { softmaxRows } from '../statistics/softmax';
import { mean } from '../statistics/summary';
import { calibrationErrorPct } from './calibration-rows';
import type { Labels, LogitPair, Logits } from './model-result';
import { type RowOf, rounded } from './row';
import { gainSummary } from './spread';
import { tableOf } from './table';

/** What each pair's answers are compared with. */
interface Taught {
  readonly teacher: Logits;
  readonly labels: Labels;
  /** At which the distilled student learned. */
  readonly temperature: number;
}

/**
 * How distillation changes the students' answers, pair by pair: each quantity's means, and the paired difference distilled
 * minus alone. Named after the runs were made: it describes, and carries no claim of a family named beforehand.
 * @returns nothing where there is no pair
 */
export function pairEffectRows(pairs: readonly LogitPair[], taught: Taught, classes = 10) {
  if (pairs.length === 0) return [];
  return Object.entries(effects(taught, classes)).map(([effect, { quantity, of }]) => {
    const alone = pairs.map((pair) => of(pair.control));
    const distilled = pairs.map((pair) => of(pair.arm));
    const differences = distilled.map((value, at) => rounded(value - (alone[at] as number)));
    const { n, sdPts: sd, above: higher, signFlipP } = gainSummary(differences);
    return {
      effect,
      /** With its unit. */
      quantity,
      n,
      alone: rounded(mean(alone)),
      distilled: rounded(mean(distilled)),
      difference: rounded(mean(differences)),
      sd,
      /** Pairs in which the distilled student's is the larger. */
      higher,
      /** Exact, two-sided, not corrected; null where there are too few pairs. */
      signFlipP,
    };
  });
}

/** What is measured of a student's answers besides their accuracy. */
function effects({ teacher, labels, temperature }: Taught, classes: number) {
  const said = predictions(teacher, classes);
  const klAt = (at: number) => {
    const probs = softmaxRows(teacher, classes, at);
    return (logits: Logits) => klToTeacher(probs, softmaxRows(logits, classes, at), classes);
  };
  return {
    agreement: {
      quantity: "images in the teacher's class (%)",
      of: (logits: Logits) => 100 * agreement(said, predictions(logits, classes)),
    },
    'kl-at-temperature': {
      quantity: `KL to the teacher at T = ${temperature}, as taught (nats)`,
      of: klAt(temperature),
    },
    kl: { quantity: 'KL to the teacher at T = 1 (nats)', of: klAt(1) },
    'calibration-error': {
      quantity: 'expected calibration error (points)',
      of: (logits: Logits) => calibrationErrorPct(logits, labels, classes),
    },
    likelihood: {
      quantity: 'negative log-likelihood of the labels (nats)',
      of: (logits: Logits) => negativeLogLikelihood(logits, labels, classes),
    },
  };
}

/** What distillation changes besides accuracy. */
export const pairEffectTable = tableOf<RowOf<typeof pairEffectRows>>({
  name: 'pair-effects',
  key: ['effect'],
  caption:
    'What distillation by the original recipe changes on the test images: means over the pairs, distilled minus alone. ' +
    'Exploratory: these quantities were chosen after the runs, p is not corrected.',
  columns: {
    quantity: 'quantity',
    n: 'pairs',
    alone: ['student alone', 3],
    distilled: ['student distilled', 3],
    difference: ['difference', 3],
    sd: ['standard deviation', 3],
    higher: 'pairs in which it is larger',
    signFlipP: ['p (sign-flip)', 'p'],
  },
});
