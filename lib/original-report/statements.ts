import { originalGainPts } from '../tables/explanation-rows';
import { formatCount, formatNumber, formatPct } from '../tables/format';
import { originalReport, originalStatements as said } from '../tables/original-report';
import { effect, pts } from '../tables/quantities';
import { formatSpread, leastRuns, spreadOf } from '../tables/spread';
import { speedUp, timedBatches } from '../tables/timing-table';
import type { Facts } from './facts';
import { isMissed, isReproduced, oneMore } from './one-more';

type Verdict = 'confirmed' | 'not reproduced under our assumptions' | 'not decidable';

/** What became of a statement here. */
export type Judged = ReturnType<ReturnType<typeof judgedAs>>;

/**
 * A way to judge.
 * @returns takes a statement, in the report's words where they stand in quotation marks; the numbers that decide, with n,
 * or why none can; and whether they give this verdict: if not, the verdict must be rewritten
 */
function judgedAs(verdict: Verdict) {
  return (statement: string, decidedBy: string, holds = true) => {
    return { statement, verdict, decidedBy, holds };
  };
}

const confirmed = judgedAs('confirmed');
const notReproduced = judgedAs('not reproduced under our assumptions');
const undecided = judgedAs('not decidable');

const { teacher, alone, distilled } = originalReport;

/** The statements of the original report that are judged, by a short name of each. */
export function statements(facts: Facts): Readonly<Record<string, Judged>> {
  return {
    ...accuracies(facts),
    ...efficiency(facts),
    ...explanations(facts),
    ...recommendations(facts),
  };
}

function accuracies(facts: Facts) {
  const { teacherPct, alonePct, alone50000Pct, distilledPct, belowTeacherPts, gainsPts } = facts;
  return {
    'teacher accuracy': confirmed(
      'Teacher: 83.13 % accuracy',
      oneMore(teacherPct, '%'),
      isReproduced(teacher.accuracyPct, teacherPct),
    ),
    'baseline accuracy': notReproduced(
      'Student Baseline: 72.70 % accuracy',
      `${oneMore(alonePct, '%')}. Trained on all 50,000 images: ${oneMore(alone50000Pct, '%')}`,
      isMissed(alone.accuracyPct, alonePct) && isMissed(alone.accuracyPct, alone50000Pct),
    ),
    'distilled accuracy': notReproduced(
      'Student Distilled: 70.86 % accuracy',
      oneMore(distilledPct, '%'),
      isMissed(distilled.accuracyPct, distilledPct),
    ),
    'gap to the teacher': notReproduced(
      '"Teacher-to-student knowledge gap: 12.27% accuracy difference", also "14.8% accuracy drop"',
      `${oneMore(belowTeacherPts, 'points')}, of one teacher`,
      isMissed(said.gapPts, belowTeacherPts),
    ),
    'expected gain': undecided(
      '"Expected: Distilled student outperforms baseline student", by the report\'s recipe',
      `${effect(facts.gain)}: not significant`,
      facts.gain?.verdict === 'not significant',
    ),
    'observed loss': notReproduced(
      '"Observed: Distilled student (70.86%) performs 1.84% lower than baseline (72.70%)"',
      oneMore(gainsPts, 'points'),
      isMissed(originalGainPts, gainsPts),
    ),
  };
}

function efficiency({ large, small, timing }: Facts) {
  const smallerPct = 100 * (1 - 1 / small.megabytesRatio); // of the teacher's bytes
  const speedUps =
    timing === undefined
      ? []
      : timedBatches(timing).map((batch) => ({ batch, times: speedUp(timing, batch) }));
  const inWords = speedUps.map(
    ({ batch, times }) => `${formatNumber(times, 1)} times in batches of ${batch}`,
  );
  const times = speedUps.map((row) => row.times);
  return {
    parameters: confirmed(
      '4,664,970 and 106,826 parameters: "43.7× fewer parameters"',
      `${formatCount(large.parameters)} and ${formatCount(small.parameters)}, counted in the networks rebuilt here. Equal ` +
        'counts do not prove equal networks: strides, pooling and dropout have no parameters',
      large.parameters === teacher.parameters &&
        small.parameters === alone.parameters &&
        formatNumber(small.parametersRatio, 1) === formatNumber(said.parametersRatio, 1),
    ),
    bytes: confirmed(
      '17.81 and 0.41 MB: "97.7% smaller model"',
      `${formatNumber(large.megabytes)} and ${formatNumber(small.megabytes)} MB: ${formatPct(smallerPct, 1)} smaller, counted`,
      formatNumber(large.megabytes) === formatNumber(teacher.megabytes) &&
        formatNumber(small.megabytes) === formatNumber(alone.megabytes) &&
        formatNumber(smallerPct, 1) === formatNumber(said.smallerPct, 1),
    ),
    computation: confirmed(
      '"Significant reduction in computational requirements"',
      `${formatNumber(small.multiplyAddsRatio, 1)} times fewer multiply-adds per image, counted`,
      small.multiplyAddsRatio > 2,
    ),
    speed: undecided(
      '"4.3× faster inference"',
      `${inWords.join(', ')} on our processor; the report names neither batch size nor hardware`,
      Math.min(...times) < said.faster && Math.max(...times) > said.faster,
    ),
    'real time': undecided(
      '"Suitable for real-time applications"',
      'the report names neither a time limit nor hardware',
    ),
    'mobile deployment': undecided(
      '"97.7% size reduction enables mobile deployment"',
      'no phone was tested, there or here',
    ),
    'size to performance': undecided(
      '"Size-to-performance ratio: Excellent"',
      'the report gives no scale',
    ),
  };
}

function explanations({ gridPts, gainsPts, smallerLoss, ...facts }: Facts) {
  const { searchedOverAlone, searchedOverOriginal } = facts;
  const [first, second] = facts.weakerSoft;
  const worstPts = Math.min(...gridPts);
  return {
    'loss of Hinton et al.': undecided(
      '"Our implementation follows the seminal work by Hinton et al. (2015)"',
      'the printed formula lacks the factor T² of Hinton et al.; its code is not available to us',
    ),
    'hyperparameter sensitivity': undecided(
      '"Potential optimization challenges or hyperparameter sensitivity"',
      `no setting tried here loses as much: the worst of ${gridPts.length} cells of temperature and weight changes ` +
        `validation accuracy by ${pts(worstPts)} points (n = 2 pairs each); what else its code did is unknown`,
      gridPts.length === 25 && worstPts > originalGainPts,
    ),
    capacity: undecided(
      '"Capacity Mismatch: Student network may be too small to effectively capture teacher knowledge"',
      `the same network does not lose here; with another temperature and weight its difference from the student alone is ` +
        `${effect(searchedOverAlone)}; no other size was trained`,
      searchedOverAlone?.verdict === 'gain' && isMissed(originalGainPts, gainsPts),
    ),
    temperature: undecided(
      '"Temperature Sensitivity: T = 4.0 might be suboptimal for this architecture pair"',
      `${searchedOverOriginal?.arm ?? '…'} minus T = 4, soft 0.7: ${effect(searchedOverOriginal)}, but it changes temperature and weight at once`,
      searchedOverOriginal?.verdict === 'gain' &&
        !searchedOverOriginal.arm.includes('T = 4') &&
        !searchedOverOriginal.arm.includes('soft 0.7'),
    ),
    'soft weight': undecided(
      '"Loss Balance: α = 0.7 may overemphasize soft targets"',
      `a soft term 10 times weaker changes accuracy by ${effect(first)}, 16 times weaker by ${effect(second)}; but the loss as a ` +
        `whole is smaller, too. Its control, 0.3 times the cross-entropy without a teacher, changes accuracy by ${effect(smallerLoss)}: ` +
        'not significant, but the interval does not rule out that this explains the gain',
      first?.verdict === 'gain' &&
        second?.verdict === 'gain' &&
        smallerLoss?.verdict === 'not significant' &&
        (smallerLoss.tHighPts ?? Number.NEGATIVE_INFINITY) >= (first.meanGainPts ?? 0),
    ),
    'architecture dependency': undecided(
      '"Results may vary with different model architectures"',
      'the original recipe was run with one pair of networks, there and here',
    ),
  };
}

function recommendations({ searchedOverOriginal, searchedOverAlone, alonePct, longerPct }: Facts) {
  return {
    'grid search': confirmed(
      '"Grid search for T ∈ [1, 2, 3, 4, 5] and α ∈ [0.1, 0.3, 0.5, 0.7, 0.9]" improves it',
      `${searchedOverOriginal?.arm ?? '…'}, chosen on validation images, changes test accuracy by ${effect(searchedOverOriginal)} ` +
        `against the report's setting, and by ${effect(searchedOverAlone)} against the student alone`,
      searchedOverOriginal?.verdict === 'gain' && searchedOverAlone?.verdict === 'gain',
    ),
    'longer training': undecided(
      '"Extended training with learning rate scheduling"',
      `several changes at once: with 60 epochs, SGD, another schedule, smaller crops and bf16 the student alone reaches ` +
        `${formatSpread(spreadOf(longerPct))} % (n = ${longerPct.length}) instead of ${formatSpread(spreadOf(alonePct))} %`,
      longerPct.length >= leastRuns && Math.min(...longerPct) > Math.max(...alonePct),
    ),
    'other methods': undecided(
      '"Slightly larger student networks", "multiple teacher models", features, attention, curricula, adversaries',
      'not compared here',
    ),
  };
}
