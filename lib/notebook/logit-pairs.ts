import { readTestLogits } from '../store/test-logits';
import type { Comparison } from '../studies/study';
import type { StudyRecords } from '../studies/study-records';
import type { LogitPair } from '../tables/logit-pair';
import { seedPairs } from '../tables/seed-pairs';
import { armRecords } from '../tables/seed-rows';

/** The test logits of every complete pair of a comparison, as its runs left them. */
export function logitPairs({ arm, control }: Comparison, records: StudyRecords): LogitPair[] {
  return seedPairs(armRecords(arm, records), armRecords(control, records)).map(
    ([own, partner]) => ({
      seed: own.seed,
      arm: readTestLogits(own.id),
      control: readTestLogits(partner.id),
    }),
  );
}
