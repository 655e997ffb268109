import { mean } from '../statistics/summary';
import type { EpochRecord } from '../store/run-record';
import type { Study } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { type RowOf, rounded, roundedOrNull } from './row';
import { armRecords } from './seed-rows';
import { tableOf } from './table';

/** How strongly the terms of a run's objective pulled at the weights in one epoch. */
export type GradientNormRow = RowOf<typeof gradientNormRows>;

/** The epochs of a study's runs that noted their gradients; runs of one term, and early ones, did not. */
export function gradientNormRows(study: Study, records: StudyRecords) {
  return study.arms.flatMap((arm) =>
    armRecords(arm, records).flatMap(({ id, seed, history }) =>
      history.flatMap((epoch) => {
        const norms = normsOf(epoch);
        const names = { study: study.name, arm: arm.label, run: id, seed, epoch: epoch.epoch };
        return norms === undefined ? [] : [{ ...names, ...norms }];
      }),
    ),
  );
}

function normsOf({ gradientNorms = {}, gradientCosine }: EpochRecord) {
  const { soft, hard, decay } = gradientNorms;
  if (soft === undefined || hard === undefined || decay === undefined) return undefined;
  return {
    /** L2 norm over all weights of the weighted soft term's gradient, mean over every 50th step. */
    soft: rounded(soft),
    /** The same of the hard term. */
    hard: rounded(hard),
    /** The same of weight decay. */
    decay: rounded(decay),
    /** Cosine of the angle between the soft and the hard term's gradient; null where it was not noted. */
    cosine: roundedOrNull(gradientCosine),
  };
}

/**
 * An arm's gradients over all epochs of all its runs: means by arm, arms without such runs left out. The length of the
 * joint gradient is √(s² + h² + 2·s·h·cos) with the mean norms and the mean cosine.
 */
export function gradientSummary(rows: readonly GradientNormRow[]) {
  const arms = new Map(rows.map(({ arm, study }) => [arm, study]));
  return [...arms].map(([arm, study]) => {
    const own = rows.filter((row) => row.arm === arm);
    const meanOf = (quantity: 'soft' | 'hard' | 'decay') => mean(own.map((row) => row[quantity]));
    const [soft, hard, decay] = [meanOf('soft'), meanOf('hard'), meanOf('decay')];
    const cosines = own.flatMap(({ cosine }) => (cosine === null ? [] : [cosine]));
    const cosine = cosines.length === 0 ? undefined : mean(cosines);
    const joint = Math.sqrt(soft ** 2 + hard ** 2 + 2 * soft * hard * (cosine ?? 0));
    return {
      study,
      arm,
      /** Runs that noted their gradients. */
      n: new Set(own.map((row) => row.run)).size,
      soft: rounded(soft),
      hard: rounded(hard),
      decay: rounded(decay),
      softToHard: rounded(soft / hard),
      /** Weight decay beside both terms together, in percent of their joint gradient's length. */
      decayPct: rounded((100 * decay) / joint),
      cosine: roundedOrNull(cosine),
    };
  });
}

/** Gradients by arm, means over runs and epochs. */
export const gradientSummaryTable = tableOf<RowOf<typeof gradientSummary>>({
  name: 'gradient-summary',
  key: ['arm'],
  caption:
    "Length of each term's gradient over all weights, and what weight decay adds to it: means over runs and epochs.",
  columns: {
    arm: 'arm',
    n: 'runs',
    soft: ['soft term', 4],
    hard: ['hard term', 4],
    softToHard: ['soft to hard', 3],
    cosine: ['cosine of the two', 2],
    decayPct: ['weight decay (% of both)', 1],
  },
});
