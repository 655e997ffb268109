import { validationAccuracy } from '../store/run-record';
import type { Arm } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import type { RowOf } from './row';
import { armRecords } from './seed-rows';
import { spreadOf } from './spread';
import { tableOf } from './table';

/** What was tried, in percent of the validation images after the last epoch: on these alone a setting is judged. */
export function screeningRows(
  arms: readonly Arm[],
  chosen: readonly (Arm | undefined)[],
  records: StudyRecords,
) {
  return arms.map((arm) => ({
    arm: arm.label,
    chosen: chosen.includes(arm),
    ...spreadOf(armRecords(arm, records).map((record) => 100 * validationAccuracy(record))),
  }));
}

/** What was tried, and what was chosen. */
export const screeningTable = tableOf<RowOf<typeof screeningRows>>({
  name: 'screening',
  key: ['arm'],
  caption:
    'Everything that was tried, in 20 epochs: accuracy on the validation images after the last epoch, mean, lowest and ' +
    'highest over the seeds. The test images were not looked at.',
  columns: {
    arm: 'setting',
    n: 'runs',
    mean: ['validation (%)', 2],
    lowest: ['lowest', 2],
    highest: ['highest', 2],
    chosen: 'chosen',
  },
});
