import { originalGainPts } from '../tables/explanation-rows';
import { formatCount, formatNumber, formatPct } from '../tables/format';
import { originalReport, originalStatements as said } from '../tables/original-report';
import type { PairedComparisonRow } from '../tables/paired-comparison';
import { effect, pts } from '../tables/quantities';
import { formatSpread, leastRuns, spreadOf } from '../tables/spread';
import { speedUp, timedBatches } from '../tables/timing-table';
import type { Facts } from './facts';
import { isMissed, isReproduced, oneMore } from './one-more';
import type { Statement } from './verdicts';

const { teacher, alone, distilled } = originalReport;
const NOT_REPRODUCED = 'not reproduced under our assumptions';

const accuracies: readonly Statement[] = [
  {
    about: 'teacher accuracy',
    statement: 'Teacher: 83.13 % accuracy',
    verdict: 'confirmed',
    decidedBy: ({ teacherPct }) => oneMore(teacherPct, '%'),
    follows: ({ teacherPct }) => isReproduced(teacher.accuracyPct, teacherPct),
  },
  {
    about: 'baseline accuracy',
    statement: 'Student Baseline: 72.70 % accuracy',
    verdict: NOT_REPRODUCED,
    decidedBy: ({ alonePct, alone50000Pct }) =>
      `${oneMore(alonePct, '%')}. Trained on all 50,000 images: ${oneMore(alone50000Pct, '%')}`,
    follows: ({ alonePct, alone50000Pct }) =>
      isMissed(alone.accuracyPct, alonePct) && isMissed(alone.accuracyPct, alone50000Pct),
  },
  {
    about: 'distilled accuracy',
    statement: 'Student Distilled: 70.86 % accuracy',
    verdict: NOT_REPRODUCED,
    decidedBy: ({ distilledPct }) => oneMore(distilledPct, '%'),
    follows: ({ distilledPct }) => isMissed(distilled.accuracyPct, distilledPct),
  },
  {
    about: 'gap to the teacher',
    statement:
      '"Teacher-to-student knowledge gap: 12.27% accuracy difference", also "14.8% accuracy drop"',
    verdict: NOT_REPRODUCED,
    decidedBy: ({ belowTeacherPts }) => `${oneMore(belowTeacherPts, 'points')}, of one teacher`,
    follows: ({ belowTeacherPts }) => isMissed(said.gapPts, belowTeacherPts),
  },
  {
    about: 'expected gain',
    statement:
      '"Expected: Distilled student outperforms baseline student", by the report\'s recipe',
    verdict: 'not decidable',
    decidedBy: ({ gain }) => `${effect(gain)}: not significant`,
    follows: ({ gain }) => gain?.verdict === 'not decided',
  },
  {
    about: 'observed loss',
    statement: '"Observed: Distilled student (70.86%) performs 1.84% lower than baseline (72.70%)"',
    verdict: NOT_REPRODUCED,
    decidedBy: ({ gainsPts }) => oneMore(gainsPts, 'points'),
    follows: ({ gainsPts }) => isMissed(originalGainPts, gainsPts),
  },
];

const efficiency: readonly Statement[] = [
  {
    about: 'parameters',
    statement: '4,664,970 and 106,826 parameters: "43.7× fewer parameters"',
    verdict: 'confirmed',
    decidedBy: ({ large, small }) =>
      `${formatCount(large.parameters)} and ${formatCount(small.parameters)}, counted in the networks rebuilt here. Equal ` +
      'counts do not prove equal networks: strides, pooling and dropout have no parameters',
    follows: ({ large, small }) =>
      large.parameters === teacher.parameters &&
      small.parameters === alone.parameters &&
      formatNumber(small.parametersRatio, 1) === formatNumber(said.parametersRatio, 1),
  },
  {
    about: 'bytes',
    statement: '17.81 and 0.41 MB: "97.7% smaller model"',
    verdict: 'confirmed',
    decidedBy: ({ large, small }) =>
      `${formatNumber(large.megabytes)} and ${formatNumber(small.megabytes)} MB: ${formatPct(smallerPct(small.megabytesRatio), 1)} smaller, counted`,
    follows: ({ large, small }) =>
      formatNumber(large.megabytes) === formatNumber(teacher.megabytes) &&
      formatNumber(small.megabytes) === formatNumber(alone.megabytes) &&
      formatNumber(smallerPct(small.megabytesRatio), 1) === formatNumber(said.smallerPct, 1),
  },
  {
    about: 'computation',
    statement: '"Significant reduction in computational requirements"',
    verdict: 'confirmed',
    decidedBy: ({ small }) =>
      `${formatNumber(small.multiplyAddsRatio, 1)} times fewer multiply-adds an image, counted`,
    follows: ({ small }) => small.multiplyAddsRatio > 2,
  },
  {
    about: 'speed',
    statement: '"4.3× faster inference"',
    verdict: 'not decidable',
    decidedBy: (facts) =>
      `${speedUps(facts)
        .map(({ batch, times }) => `${formatNumber(times, 1)} times in batches of ${batch}`)
        .join(', ')} on our processor; the report names neither batch size nor hardware`,
    follows: (facts) => {
      const times = speedUps(facts).map((row) => row.times);
      return Math.min(...times) < said.faster && Math.max(...times) > said.faster;
    },
  },
  {
    about: 'real time',
    statement: '"Suitable for real-time applications"',
    verdict: 'not decidable',
    decidedBy: () => 'the report names neither a time limit nor hardware',
    follows: () => true,
  },
  {
    about: 'mobile deployment',
    statement: '"97.7% size reduction enables mobile deployment"',
    verdict: 'not decidable',
    decidedBy: () => 'no phone was tried, there or here',
    follows: () => true,
  },
  {
    about: 'size to performance',
    statement: '"Size-to-performance ratio: Excellent"',
    verdict: 'not decidable',
    decidedBy: () => 'the report gives no scale',
    follows: () => true,
  },
];

const explanations: readonly Statement[] = [
  {
    about: 'loss of Hinton et al.',
    statement: '"Our implementation follows the seminal work by Hinton et al. (2015)"',
    verdict: 'not decidable',
    decidedBy: () =>
      'the printed formula lacks the factor T² of Hinton et al.; its program is not known to us',
    follows: () => true,
  },
  {
    about: 'hyperparameter sensitivity',
    statement: '"Potential optimization challenges or hyperparameter sensitivity"',
    verdict: 'not decidable',
    decidedBy: ({ gridPts }) =>
      `no setting tried here loses as much: the worst of ${gridPts.length} cells of temperature and weight changes ` +
      `validation accuracy by ${pts(Math.min(...gridPts))} points (n = 2 pairs each); what else its program did is unknown`,
    follows: ({ gridPts }) => gridPts.length === 25 && Math.min(...gridPts) > originalGainPts,
  },
  {
    about: 'capacity',
    statement:
      '"Capacity Mismatch: Student network may be too small to effectively capture teacher knowledge"',
    verdict: 'not decidable',
    decidedBy: ({ searchedOverAlone }) =>
      `the same network does not lose here, and with another temperature and weight it gains ${effect(searchedOverAlone)}; no ` +
      'other size was trained',
    follows: ({ searchedOverAlone, gainsPts }) =>
      searchedOverAlone?.verdict === 'gain' && isMissed(originalGainPts, gainsPts),
  },
  {
    about: 'temperature',
    statement: '"Temperature Sensitivity: T = 4.0 might be suboptimal for this architecture pair"',
    verdict: 'not decidable',
    decidedBy: ({ searchedOverOriginal }) =>
      `${searchedOverOriginal?.arm ?? '…'} beats it by ${effect(searchedOverOriginal)}, but changes temperature and weight at once`,
    follows: ({ searchedOverOriginal: row }) =>
      row?.verdict === 'gain' && !row.arm.includes('T = 4') && !row.arm.includes('soft 0.7'),
  },
  {
    about: 'soft weight',
    statement: '"Loss Balance: α = 0.7 may overemphasize soft targets"',
    verdict: 'not decidable',
    decidedBy: ({ weakerSoft: [first, second], smallerLoss }) =>
      `a soft term 10 times weaker gains ${effect(first)} over it, 16 times weaker ${effect(second)}; but the loss as a whole ` +
      `is smaller, too, and its control, 0.3 times the cross-entropy without a teacher, changes accuracy by ${effect(smallerLoss)}: ` +
      'not significant, and too wide to rule out that this explains the gain',
    follows: ({ weakerSoft: [first, second], smallerLoss }) =>
      isGain(first) &&
      isGain(second) &&
      smallerLoss?.verdict === 'not decided' &&
      reaches(smallerLoss, first),
  },
  {
    about: 'architecture dependency',
    statement: '"Results may vary with different model architectures"',
    verdict: 'not decidable',
    decidedBy: () => 'one pair of networks was compared, there and here',
    follows: () => true,
  },
];

const recommendations: readonly Statement[] = [
  {
    about: 'grid search',
    statement:
      '"Grid search for T ∈ [1, 2, 3, 4, 5] and α ∈ [0.1, 0.3, 0.5, 0.7, 0.9]" improves it',
    verdict: 'confirmed',
    decidedBy: ({ searchedOverOriginal: row, searchedOverAlone }) =>
      `${row?.arm ?? '…'}, chosen on validation images, gains ${effect(row)} over the report's setting on test images, and ` +
      `${effect(searchedOverAlone)} over the student alone`,
    follows: ({ searchedOverOriginal, searchedOverAlone }) =>
      isGain(searchedOverOriginal) && isGain(searchedOverAlone),
  },
  {
    about: 'longer training',
    statement: '"Extended training with learning rate scheduling"',
    verdict: 'confirmed',
    decidedBy: ({ alonePct, longerPct }) =>
      `60 epochs of SGD at a learning rate that falls to zero (and smaller crops): the student alone reaches ` +
      `${formatSpread(spreadOf(longerPct))} % (n = ${longerPct.length}) instead of ${formatSpread(spreadOf(alonePct))} %`,
    follows: ({ alonePct, longerPct }) =>
      longerPct.length >= leastRuns && Math.min(...longerPct) > Math.max(...alonePct),
  },
  {
    about: 'other methods',
    statement:
      '"Slightly larger student networks", "multiple teacher models", features, attention, curricula, adversaries',
    verdict: 'not decidable',
    decidedBy: () => 'not compared here',
    follows: () => true,
  },
];

/** The statements of the original report that are judged, each fact once. */
export const statements: readonly Statement[] = [
  ...accuracies,
  ...efficiency,
  ...explanations,
  ...recommendations,
];

function isGain(row: PairedComparisonRow | undefined): boolean {
  return row?.verdict === 'gain';
}

/** Whether a comparison's interval takes in another's mean. */
function reaches(row: PairedComparisonRow | undefined, other: PairedComparisonRow | undefined) {
  return (row?.tHighPts ?? Number.NEGATIVE_INFINITY) >= (other?.meanGainPts ?? 0);
}

/** In percent of the teacher's bytes. */
function smallerPct(ratio: number): number {
  return 100 * (1 - 1 / ratio);
}

/** By the medians, the largest batch first; none where nothing was timed. */
function speedUps({ timing }: Facts): { readonly batch: number; readonly times: number }[] {
  if (timing === undefined) return [];
  return timedBatches(timing).map((batch) => ({ batch, times: speedUp(timing, batch) }));
}
