import { requireOneTeacher } from '../studies/one-teacher';
import type { Comparison, Family } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import { seedPairs } from './seed-pairs';
import { armRecords } from './seed-rows';
import { meanInterval, spreadOf } from './spread';

/** The paired gain of an arm over its control after one epoch, over all pairs that have reached it. */
export type GainCurveRow = {
  readonly arm: string;
  readonly control: string;
  /** Of the arm. */
  readonly method: Family;
  readonly epoch: number;
  readonly n: number;
  /** Arm minus control, in points of validation accuracy: the mean over pairs. */
  readonly meanPts: number | null;
  readonly sdPts: number | null;
  /** Student's 95 % interval of the mean; from three pairs on. */
  readonly lowPts: number | null;
  readonly highPts: number | null;
  /** Pairs in which the arm is better. */
  readonly above: number;
};

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

function curve({ arm, control }: Comparison, records: StudyRecords): GainCurveRow[] {
  const [own, others] = [armRecords(arm, records), armRecords(control, records)];
  requireOneTeacher([...own, ...others]);
  const pairs = seedPairs(own, others);
  const epochs = Math.max(0, ...own.map(({ history }) => history.length));
  return Array.from({ length: epochs }, (_, at) => {
    const gains = pairs.flatMap(([record, partner]) => {
      const [mine, theirs] = [record, partner].map((run) => run.history[at]?.validationAccuracy);
      return mine === undefined || theirs === undefined ? [] : [100 * (mine - theirs)];
    });
    const spread = spreadOf(gains);
    const interval = meanInterval(gains);
    return {
      arm: arm.label,
      control: control.label,
      method: arm.family,
      epoch: at + 1,
      n: gains.length,
      meanPts: spread.mean,
      sdPts: spread.sd,
      lowPts: interval?.low ?? null,
      highPts: interval?.high ?? null,
      above: gains.filter((gain) => gain > 0).length,
    };
  });
}
