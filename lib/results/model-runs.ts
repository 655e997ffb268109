import { readTestLogits } from '../store/test-logits';
import type { Arm } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import type { ModelRuns } from '../tables/model-runs';
import { armRecords } from '../tables/seed-rows';

/** The finished runs of an arm with their test logits, as the runs left them. */
export function modelRuns(arm: Arm, records: StudyRecords): ModelRuns {
  return {
    model: arm.label,
    method: arm.family,
    runs: armRecords(arm, records).map(({ id, seed }) => ({ seed, logits: readTestLogits(id) })),
  };
}
