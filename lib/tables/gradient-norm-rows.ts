import { mean } from '../statistics/summary';
import type { EpochRecord } from '../store/run-record';
import type { Study } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { rounded } from './row';
import { armRecords } from './seed-rows';
import { type Table, table } from './table';

/** How strongly the terms of a run's objective pulled at the weights in one epoch. */
export type GradientNormRow = {
  readonly study: string;
  readonly arm: string;
  readonly run: string;
  readonly seed: number;
  readonly epoch: number;
  /** L2 norm over all weights of the weighted soft term's gradient, mean over every 50th step. */
  readonly soft: number;
  /** The same of the hard term. */
  readonly hard: number;
  /** The same of weight decay. */
  readonly decay: number;
  /** Cosine of the angle between the soft and the hard term's gradient; null where it was not noted. */
  readonly cosine: number | null;
};

/** The epochs of a study's runs that noted their gradients; runs of one term, and early ones, did not. */
export function gradientNormRows(study: Study, records: StudyRecords): GradientNormRow[] {
  return study.arms.flatMap((arm) =>
    armRecords(arm, records).flatMap((record) =>
      record.history.flatMap((epoch) => {
        const norms = normsOf(epoch);
        if (norms === undefined) return [];
        const names = { study: study.name, arm: arm.label, run: record.id, seed: record.seed };
        const cosine = epoch.gradientCosine;
        return [
          {
            ...names,
            epoch: epoch.epoch,
            ...norms,
            cosine: cosine === undefined ? null : rounded(cosine),
          },
        ];
      }),
    ),
  );
}

function normsOf({ gradientNorms = {} }: EpochRecord) {
  const { soft, hard, decay } = gradientNorms;
  if (soft === undefined || hard === undefined || decay === undefined) return undefined;
  return { soft: rounded(soft), hard: rounded(hard), decay: rounded(decay) };
}

/** An arm's gradients over all epochs of all its runs. */
export type GradientSummaryRow = {
  readonly study: string;
  readonly arm: string;
  /** Runs that noted their gradients. */
  readonly n: number;
  readonly soft: number;
  readonly hard: number;
  readonly decay: number;
  readonly softToHard: number;
  /** Weight decay beside both terms together, in percent of their joint gradient's length. */
  readonly decayPct: number;
  readonly cosine: number | null;
};

/**
 * Means by arm, arms without such runs left out. The length of the joint gradient is
 * √(s² + h² + 2·s·h·cos) with the mean norms and the mean cosine.
 */
export function gradientSummary(rows: readonly GradientNormRow[]): GradientSummaryRow[] {
  return [...new Set(rows.map((row) => row.arm))].map((arm) => {
    const own = rows.filter((row) => row.arm === arm);
    const meanOf = (quantity: 'soft' | 'hard' | 'decay') => mean(own.map((row) => row[quantity]));
    const [soft, hard, decay] = [meanOf('soft'), meanOf('hard'), meanOf('decay')];
    const cosines = own.flatMap(({ cosine }) => (cosine === null ? [] : [cosine]));
    const cosine = cosines.length === 0 ? null : mean(cosines);
    const joint = Math.sqrt(soft ** 2 + hard ** 2 + 2 * soft * hard * (cosine ?? 0));
    return {
      study: own[0]?.study ?? '',
      arm,
      n: new Set(own.map((row) => row.run)).size,
      soft: rounded(soft),
      hard: rounded(hard),
      decay: rounded(decay),
      softToHard: rounded(soft / hard),
      decayPct: rounded((100 * decay) / joint),
      cosine: cosine === null ? null : rounded(cosine),
    };
  });
}

/** Gradients by arm, run and epoch: too long to read. */
export function gradientNormTable(rows: readonly GradientNormRow[]): Table<GradientNormRow> {
  return table({
    name: 'gradient-norms',
    caption: 'Length of the gradient of each term over all weights, by epoch.',
    columns: { arm: 'arm', seed: 'seed', epoch: 'epoch', soft: 'soft', hard: 'hard' },
    rows,
  });
}

/** Gradients by arm, means over runs and epochs. */
export function gradientSummaryTable(
  rows: readonly GradientSummaryRow[],
): Table<GradientSummaryRow> {
  return table({
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
    rows,
  });
}
