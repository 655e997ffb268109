import type { Figure } from '../../lib/figures/figure';
import { kernelTimes } from '../../lib/figures/kernel-times';
import { peakMemory } from '../../lib/figures/peak-memory';
import { speedScaling } from '../../lib/figures/speed-scaling';
import { trainingSpeed } from '../../lib/figures/training-speed';
import { kernelRows } from '../../lib/tables/kernel-rows';
import { speedScalingRows } from '../../lib/tables/speed-scaling-rows';
import { peerComparisons, trainingRates } from '../../lib/tables/training-rates';
import { sampleBench, sampleProfile } from '../tables/sample-bench';

/** Figures of the benchmark. */
export function benchSamples(): Record<string, Figure> {
  const shown = trainingRates(sampleBench, peerComparisons);
  return {
    trainingSpeed: trainingSpeed(shown),
    peakMemory: peakMemory(shown.rates),
    speedByBatch: speedScaling(speedScalingRows(sampleBench, 'batch'), 'batch'),
    speedByWidth: speedScaling(speedScalingRows(sampleBench, 'width'), 'width'),
    speedOfOneSize: speedScaling(speedScalingRows(sampleBench, 'batch').slice(0, 2), 'batch', {
      name: 'speed-of-one-size',
    }),
    kernelTimes: kernelTimes(kernelRows(sampleProfile), { steps: sampleProfile.steps }),
  };
}
