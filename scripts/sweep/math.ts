import { bf16Needs, hasBf16, processorName } from '../../lib/engine/processor';
import type { PlannedRun } from '../../lib/scheduling/sweep-plan';
import type { SweepOrder } from './order';

/**
 * Holds that runs in bf16 find processors that have it: this machine's, or on a cluster, whose machines may differ (and
 * AMX gives other last bits than AVX-512), those of one partition.
 * @throws naming the first run in bf16 and the way out
 */
export function requireOneArithmetic(
  runs: readonly Pick<PlannedRun, 'id' | 'recipe'>[],
  where: SweepOrder['where'],
  machine = { hasBf16: hasBf16(), processor: processorName() },
): void {
  const inBf16 = runs.find(({ recipe }) => recipe.math === 'bf16');
  if (inBf16 === undefined) return;
  if (where.kind === 'slurm' && where.partition === undefined) {
    throw new Error(
      `${inBf16.id} is in bf16, whose last bits differ from processor to processor: expected ` +
        '--slurm-partition <name> of equal processors that have avx512_bf16 or amx_bf16, found no partition.',
    );
  }
  if (where.kind === 'here' && !machine.hasBf16) {
    throw new Error(
      `${inBf16.id} is in bf16: expected ${bf16Needs}, found ${machine.processor}. ` +
        'Sweep it on another machine, or name other --arms.',
    );
  }
}
