import type { Objective } from '../recipes/objective';
import { agreement, klToTeacher } from '../statistics/agreement';
import { negativeLogLikelihood } from '../statistics/calibration';
import { predictions } from '../statistics/classification';
import { signFlipP } from '../statistics/sign-flip';
import { softmaxRows } from '../statistics/softmax';
import { mean } from '../statistics/summary';
import { calibrationErrorPct } from './calibration-rows';
import type { LogitPair } from './logit-pair';
import { rounded } from './row';
import { leastPairs, spreadOf } from './spread';
import { type Table, table } from './table';

/** What each pair's answers are compared with. */
export interface Taught {
  /** The teacher's logits, [images * classes]. */
  readonly teacher: Float32Array;
  /** [images] */
  readonly labels: Uint8Array;
  /** With which the distilled student learned. */
  readonly objective: Objective;
}

/** What is measured of a student's answers besides their accuracy. */
export type PairEffect =
  | 'agreement'
  | 'kl-at-temperature'
  | 'kl'
  | 'calibration-error'
  | 'likelihood';

/** One quantity of both students over all pairs: means, and the paired difference distilled minus alone. */
export type PairEffectRow = {
  readonly effect: PairEffect;
  /** With its unit. */
  readonly quantity: string;
  readonly n: number;
  readonly alone: number;
  readonly distilled: number;
  readonly difference: number;
  readonly sd: number | null;
  /** Pairs in which the distilled student's is the larger. */
  readonly higher: number;
  /** Exact, two-sided, not corrected; null where there are too few pairs. */
  readonly signFlipP: number | null;
};

/**
 * How distillation changes the students' answers, pair by pair. Named after the runs were made: it describes, and
 * carries no claim of a family named beforehand.
 * @returns nothing where there is no pair
 */
export function pairEffectRows(
  pairs: readonly LogitPair[],
  taught: Taught,
  classes = 10,
): PairEffectRow[] {
  if (pairs.length === 0) return [];
  return effects(taught, classes).map(({ effect, quantity, of }) => {
    const alone = pairs.map((pair) => of(pair.control));
    const distilled = pairs.map((pair) => of(pair.arm));
    const differences = distilled.map((value, at) => rounded(value - (alone[at] as number)));
    const spread = spreadOf(differences);
    return {
      effect,
      quantity,
      n: pairs.length,
      alone: rounded(mean(alone)),
      distilled: rounded(mean(distilled)),
      difference: rounded(mean(differences)),
      sd: spread.sd,
      higher: differences.filter((difference) => difference > 0).length,
      signFlipP: pairs.length < leastPairs ? null : rounded(signFlipP(differences)),
    };
  });
}

interface Effect {
  readonly effect: PairEffect;
  readonly quantity: string;
  readonly of: (logits: Float32Array) => number;
}

function effects({ teacher, labels, objective }: Taught, classes: number): readonly Effect[] {
  if (objective.kind !== 'logits') {
    throw new Error(`pairEffectRows: expected the objective logits, found ${objective.kind}`);
  }
  const { temperature } = objective;
  const said = predictions(teacher, classes);
  const klAt = (at: number) => {
    const probs = softmaxRows(teacher, classes, at);
    return (logits: Float32Array) => klToTeacher(probs, softmaxRows(logits, classes, at), classes);
  };
  return [
    {
      effect: 'agreement',
      quantity: "images in the teacher's class (%)",
      of: (logits) => 100 * agreement(said, predictions(logits, classes)),
    },
    {
      effect: 'kl-at-temperature',
      quantity: `KL to the teacher at T = ${temperature}, as taught (nats)`,
      of: klAt(temperature),
    },
    { effect: 'kl', quantity: 'KL to the teacher at T = 1 (nats)', of: klAt(1) },
    {
      effect: 'calibration-error',
      quantity: 'expected calibration error (points)',
      of: (logits) => calibrationErrorPct(logits, labels, classes),
    },
    {
      effect: 'likelihood',
      quantity: 'negative log-likelihood of the labels (nats)',
      of: (logits) => negativeLogLikelihood(logits, labels, classes),
    },
  ];
}

/** What distillation changes besides accuracy. */
export function pairEffectTable(rows: readonly PairEffectRow[]): Table<PairEffectRow> {
  return table({
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
    rows,
  });
}
