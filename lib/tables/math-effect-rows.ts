import type { MathEffect } from '../store/bench-results';
import { rounded } from './row';

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
