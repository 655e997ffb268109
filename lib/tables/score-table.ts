import type { Method } from './method';
import { originalRow } from './original-report';
import { rounded } from './row';
import { type Table, table } from './table';

/** The original report's efficiency score, by what its numbers are and by what its footnote says. */
export type ScoreRow = {
  readonly model: string;
  readonly method: Method;
  /** Images in one of our timed passes; the original does not name its own. */
  readonly batch: number;
  /** Mean of our timed passes. */
  readonly milliseconds: number;
  /** Mean of 100 passes, as the original prints it; null where it has none. */
  readonly originalMs: number | null;
  /** Accuracy in percent over milliseconds: what the original's numbers are. */
  readonly accuracyPerMs: number;
  /** As the original prints it. */
  readonly originalScore: number | null;
  /** Accuracy in percent over megabytes times milliseconds: what its footnote says. */
  readonly accuracyPerMbMs: number;
  /** The footnote's formula on the original's own numbers. */
  readonly originalPerMbMs: number | null;
};

/** What a score is made of. */
export interface ScoreParts {
  readonly model: string;
  readonly method: Method;
  readonly batch: number;
  readonly accuracyPct: number;
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** Both readings of the score for each model. */
export function scoreTable(models: readonly ScoreParts[]): ScoreRow[] {
  return models.map(({ model, method, batch, accuracyPct, milliseconds, megabytes }) => {
    const original = originalRow(method);
    return {
      model,
      method,
      batch,
      milliseconds,
      originalMs: original?.inferenceMs ?? null,
      accuracyPerMs: rounded(accuracyPct / milliseconds),
      originalScore: original?.score ?? null,
      accuracyPerMbMs: rounded(accuracyPct / (megabytes * milliseconds)),
      originalPerMbMs:
        original === undefined
          ? null
          : rounded(original.accuracyPct / (original.megabytes * original.inferenceMs), 4),
    };
  });
}

/** The original report's efficiency score in both readings. */
export function scoresTable(rows: readonly ScoreRow[]): Table<ScoreRow> {
  return table({
    name: 'scores',
    caption:
      "The original report's efficiency score in both readings, from the mean time of a pass, beside the original, which " +
      'does not give its batch size.',
    columns: {
      model: 'model',
      batch: 'images a pass',
      milliseconds: ['mean (ms)', 2],
      originalMs: ['original: mean (ms)', 2],
      accuracyPerMs: ['accuracy / time (%/ms)', 2],
      originalScore: ['original: as printed', 2],
      accuracyPerMbMs: ['accuracy / (size × time) (%/MB·ms)', 3],
      originalPerMbMs: ['original: by its footnote', 3],
    },
    rows,
  });
}
