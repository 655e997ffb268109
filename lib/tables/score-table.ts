import type { Method } from './method';
import { originalRow } from './original-report';
import { rounded } from './row';

/** The original report's efficiency score, by what its numbers are and by what its footnote says. */
export type ScoreRow = {
  readonly model: string;
  readonly method: Method;
  /** Accuracy in percent over milliseconds: what the original's numbers are. */
  readonly accuracyPerMs: number;
  /** Accuracy in percent over megabytes times milliseconds: what its footnote says. */
  readonly accuracyPerMbMs: number;
  /** As the original prints it; null where it has none. */
  readonly originalScore: number | null;
  /** The footnote's formula on the original's own numbers. */
  readonly originalPerMbMs: number | null;
};

/** What a score is made of. */
export interface ScoreParts {
  readonly model: string;
  readonly method: Method;
  readonly accuracyPct: number;
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** Both readings of the score for each model. */
export function scoreTable(models: readonly ScoreParts[]): ScoreRow[] {
  return models.map(({ model, method, accuracyPct, milliseconds, megabytes }) => {
    const original = originalRow(method);
    return {
      model,
      method,
      accuracyPerMs: rounded(accuracyPct / milliseconds),
      accuracyPerMbMs: rounded(accuracyPct / (megabytes * milliseconds)),
      originalScore: original?.score ?? null,
      originalPerMbMs:
        original === undefined
          ? null
          : rounded(original.accuracyPct / (original.megabytes * original.inferenceMs), 4),
    };
  });
}
