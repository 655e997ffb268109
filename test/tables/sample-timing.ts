import type { InferenceTiming } from '../../lib/store/inference-timing';

type Times = InferenceTiming['rows'][number];

/** Times around a median: quartiles a twentieth to either side, the mean a tenth above. */
function times(architecture: Times['architecture'], batchSize: number, medianMs: number): Times {
  return {
    architecture,
    batchSize,
    meanMs: 1.1 * medianMs,
    sdMs: 0.1 * medianMs,
    medianMs,
    lowerQuartileMs: 0.95 * medianMs,
    upperQuartileMs: 1.05 * medianMs,
    minMs: 0.9 * medianMs,
    maxMs: 2 * medianMs,
  };
}

/** Medians: the teacher 64 and 4 ms, the student 8 and 2 ms, for batches of 128 and single images. */
export const sampleTiming: InferenceTiming = {
  device: 'some-processor-2',
  processor: 'Some Processor',
  cores: 2,
  threads: 2,
  tensorflow: '2.21.0',
  batches: 100,
  warmup: 10,
  rows: [
    times('teacher', 128, 64),
    times('student', 128, 8),
    times('teacher', 1, 4),
    times('student', 1, 2),
  ],
};
