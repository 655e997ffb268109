import { readTestLogits } from '../store/test-logits';
import type { Comparison } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import type { LogitPair } from '../tables/logit-pair';
import { pairedRecords } from '../tables/seed-rows';

/** The test logits of every complete pair of a comparison, as its runs left them. */
export function logitPairs(comparison: Comparison, records: StudyRecords): LogitPair[] {
  return pairedRecords(comparison, records).map(([arm, control]) => ({
    seed: arm.seed,
    arm: readTestLogits(arm.id),
    control: readTestLogits(control.id),
  }));
}
