import { formatNumber } from './format';
import { originalReport } from './original-report';
import type { SizeRow } from './size-table';

/** A statement of the original report, worked out again from its own numbers or from its networks. */
export type ErratumRow = {
  readonly statement: string;
  readonly printed: string;
  readonly recomputed: string;
  readonly reason: string;
};

/** Test images behind each accuracy of the original report. */
const TEST_IMAGES = 10_000;

/**
 * Where the original report's numbers do not say what its words say.
 * @param sizes the teacher first; from the graphs of the networks
 */
export function errataTable(sizes: readonly SizeRow[]): ErratumRow[] {
  const { teacher, alone, distilled } = originalReport;
  const bytesRatio = Math.max(...sizes.map((size) => size.megabytesRatio));
  const drop = teacher.accuracyPct - distilled.accuracyPct;
  const gap = alone.accuracyPct - distilled.accuracyPct;
  const perMs = (row: typeof teacher) => row.accuracyPct / row.inferenceMs;
  return [
    {
      statement: 'efficiency score of the teacher = accuracy / (size × time)',
      printed: formatNumber(teacher.score),
      recomputed: formatNumber(perMs(teacher) / teacher.megabytes, 3),
      reason: `what is printed is accuracy / time, ${formatNumber(perMs(teacher), 3)}`,
    },
    {
      statement: 'efficiency score of the student alone = accuracy / (size × time)',
      printed: formatNumber(alone.score),
      recomputed: formatNumber(perMs(alone) / alone.megabytes),
      reason: `what is printed is accuracy / time, ${formatNumber(perMs(alone), 3)}`,
    },
    {
      statement: 'size reduction, times',
      printed: '43.4',
      recomputed: formatNumber(bytesRatio, 1),
      reason: 'the printed ratio divides figures that were rounded before',
    },
    {
      statement: '"14.8 % accuracy drop" from teacher to distilled student',
      printed: '14.8 %',
      recomputed: `${formatNumber(drop)} points`,
      reason: `${formatNumber((100 * drop) / teacher.accuracyPct, 1)} % is the drop relative to the teacher`,
    },
    {
      statement: 'the distilled student is more efficient than the student alone',
      printed: `${formatNumber(distilled.score)} > ${formatNumber(alone.score)}`,
      recomputed: `equal within ${formatNumber(100 * timingNoise(), 0)} %`,
      reason:
        'both are one network, timed twice: ' +
        `${formatNumber(alone.inferenceMs)} and ${formatNumber(distilled.inferenceMs)} ms`,
    },
    {
      statement: 'the distilled student is less accurate than the student alone',
      printed: `${formatNumber(gap)} points`,
      recomputed: `at least ${formatNumber(standardErrors(), 1)} standard errors`,
      reason:
        'of drawing 10,000 test images for each student, more as they share them; what another seed would ' +
        'change is not in them',
    },
    {
      statement: 'the teacher is a ResNet18',
      printed: 'ResNet18',
      recomputed: '7 convolutions and a dense layer',
      reason:
        'its parameters and bytes fit these, with shortcuts between; a ResNet18 has 17 and one',
    },
  ];
}

/** How far apart the report's two timings of one and the same network lie, relative to the longer. */
export function timingNoise(): number {
  const { alone, distilled } = originalReport;
  return (alone.inferenceMs - distilled.inferenceMs) / alone.inferenceMs;
}

/** How many standard errors of drawing test images its distilled student lies below its plain one. */
export function standardErrors(): number {
  const { alone, distilled } = originalReport;
  return (alone.accuracyPct - distilled.accuracyPct) / standardError();
}

/** Of the difference of two accuracies on independent test samples, in points. */
function standardError(): number {
  const variance = (accuracyPct: number) => (accuracyPct * (100 - accuracyPct)) / TEST_IMAGES;
  const { alone, distilled } = originalReport;
  return Math.sqrt(variance(alone.accuracyPct) + variance(distilled.accuracyPct));
}
