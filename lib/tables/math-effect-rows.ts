import type { MathEffect } from '../store/bench-results';
import { rounded } from './row';
import { type Table, table } from './table';

/** Validation accuracy after an epoch of the short training, in both kinds of arithmetic. */
export type MathEffectRow = {
  readonly recipe: string;
  readonly seed: number;
  readonly epoch: number;
  readonly float32Pct: number;
  readonly bf16Pct: number;
  readonly differencePts: number;
};

/** The short training by epochs. */
export function mathEffectRows({ recipe, seed, validationAccuracy }: MathEffect): MathEffectRow[] {
  return validationAccuracy.float32.map((float32, at) => {
    const bf16 = validationAccuracy.bf16[at] ?? Number.NaN;
    return {
      recipe,
      seed,
      epoch: at + 1,
      float32Pct: rounded(100 * float32),
      bf16Pct: rounded(100 * bf16),
      differencePts: rounded(100 * (bf16 - float32)),
    };
  });
}

/** Accuracy in both kinds of arithmetic. */
export function mathEffectTable(rows: readonly MathEffectRow[]): Table<MathEffectRow> {
  const [first] = rows;
  return table({
    name: 'accuracy-of-bf16',
    caption: `Validation accuracy of ${first?.recipe}, seed ${first?.seed}, after each epoch; n = 1 pair of runs.`,
    columns: {
      epoch: 'epoch',
      float32Pct: ['float32 (%)', 2],
      bf16Pct: ['bf16 (%)', 2],
      differencePts: ['difference (points)', 2],
    },
    rows,
  });
}
