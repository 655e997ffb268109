import type { Comparison, Family } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { pairedRecords } from './seed-rows';
import { type GainSummary, gainSummary } from './spread';

/** The paired gain of an arm over its control after one epoch, over all pairs that have reached it. */
export type GainCurveRow = {
  readonly arm: string;
  readonly control: string;
  /** Of the arm. */
  readonly method: Family;
  readonly epoch: number;
} & GainSummary;

/**
 * Paired gains in validation accuracy epoch by epoch: where in training an arm leads, and by how much.
 * @throws when students of one comparison learned from different weights of one teacher
 */
export function gainCurveRows(
  comparisons: readonly Comparison[],
  records: StudyRecords,
): GainCurveRow[] {
  return comparisons.flatMap((comparison) => curve(comparison, records));
}

function curve(comparison: Comparison, records: StudyRecords): GainCurveRow[] {
  const { arm, control } = comparison;
  const pairs = pairedRecords(comparison, records);
  const epochs = Math.max(0, ...pairs.map(([{ history }]) => history.length));
  return Array.from({ length: epochs }, (_, at) => {
    const gains = pairs.flatMap(([record, partner]) => {
      const [mine, theirs] = [record, partner].map((run) => run.history[at]?.validationAccuracy);
      return mine === undefined || theirs === undefined ? [] : [100 * (mine - theirs)];
    });
    return {
      arm: arm.label,
      control: control.label,
      method: arm.family,
      epoch: at + 1,
      ...gainSummary(gains),
    };
  });
}
