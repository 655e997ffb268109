import type { Comparison } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import type { RowOf } from './row';
import { pairedRecords } from './seed-rows';
import { gainSummary } from './spread';

/** The paired gain of an arm over its control after one epoch, over all pairs that have reached it. */
export type GainCurveRow = RowOf<typeof gainCurveRows>;

/**
 * Paired gains in validation accuracy epoch by epoch: where in training an arm leads, and by how much.
 * @throws when students of one comparison learned from different weights of one teacher
 */
export function gainCurveRows(comparisons: readonly Comparison[], records: StudyRecords) {
  return comparisons.flatMap((comparison) => {
    const { arm, control } = comparison;
    const pairs = pairedRecords(comparison, records);
    const epochs = Math.max(0, ...pairs.map(([{ history }]) => history.length));
    return Array.from({ length: epochs }, (_, at) => {
      const gains = pairs.flatMap(([record, partner]) => {
        const [mine, theirs] = [record, partner].map((run) => run.history[at]?.validationAccuracy);
        return mine === undefined || theirs === undefined ? [] : [100 * (mine - theirs)];
      });
      const names = { arm: arm.label, control: control.label, method: arm.family };
      return { ...names, epoch: at + 1, ...gainSummary(gains) };
    });
  });
}
