import { requireValues } from './finite';
import { argMax, requireLabels, rowCount } from './rows';

/** Images of similar confidence, together. */
export interface ReliabilityBin {
  /** Least confidence in the bin, 0 to 1. */
  readonly lower: number;
  /** Greatest confidence in the bin, 0 to 1. */
  readonly upper: number;
  /** Images in the bin. */
  readonly count: number;
  /** Mean probability of the class put first. */
  readonly confidence: number;
  /** Share classified right. */
  readonly accuracy: number;
}

/**
 * Bins of equal mass by confidence, the largest probability of an image: the place at rank r of n goes to bin
 * floor(r · bins / n). Images of one confidence have no order among themselves: they share their places, so that
 * each bin gets the same share of right ones from them. Empty bins are left out.
 * @param probs [images * classes]
 * @param labels [images]
 * @param bins how many; 15 throughout this report
 * @returns bins by rising confidence
 * @throws without images, when the sizes disagree, a value is not finite or a label names no class
 */
export function reliabilityBins(
  probs: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  bins = 15,
): ReliabilityBin[] {
  const images = rowCount('reliabilityBins', probs, classes);
  requireLabels('reliabilityBins', labels, { images, classes });
  if (!(Number.isInteger(bins) && bins >= 1)) {
    throw new RangeError(`reliabilityBins: expected a whole number of bins from 1, got ${bins}`);
  }
  const ranked = sharedByTies(byConfidence(probs, labels, classes));
  return Array.from({ length: bins }, (_, bin) =>
    ranked.slice(Math.ceil((bin * images) / bins), Math.ceil(((bin + 1) * images) / bins)),
  )
    .filter((members) => members.length > 0)
    .map((members) => ({
      lower: members[0]?.confidence ?? Number.NaN,
      upper: members[members.length - 1]?.confidence ?? Number.NaN,
      count: members.length,
      confidence: members.reduce((sum, one) => sum + one.confidence, 0) / members.length,
      accuracy: members.reduce((sum, one) => sum + one.right, 0) / members.length,
    }));
}

/** A place in the order by confidence. */
interface Ranked {
  readonly confidence: number;
  /** Share of right images among those that may stand here; 0 or 1 where no other is as confident. */
  readonly right: number;
}

function byConfidence(
  probs: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): readonly Ranked[] {
  return Array.from({ length: labels.length }, (_, image) => {
    const winner = argMax(probs, classes, image);
    return {
      confidence: probs[image * classes + winner] as number,
      right: winner === labels[image] ? 1 : 0,
    };
  }).sort((a, b) => a.confidence - b.confidence);
}

/** Gives each place of equal confidence the share of right ones among them. */
function sharedByTies(ranked: readonly Ranked[]): readonly Ranked[] {
  const counts = new Map<number, { images: number; right: number }>();
  for (const { confidence, right } of ranked) {
    const count = counts.get(confidence) ?? { images: 0, right: 0 };
    counts.set(confidence, { images: count.images + 1, right: count.right + right });
  }
  return ranked.map(({ confidence }) => {
    const { images, right } = counts.get(confidence) ?? { images: 1, right: 0 };
    return { confidence, right: right / images };
  });
}

/**
 * Expected calibration error: Σ_b n_b / n · |accuracy_b − confidence_b| (Naeini et al., 2015; equal-mass
 * bins as Nguyen and O'Connor, 2015).
 * @returns 0 (confidence tells the truth) to 1
 * @throws without images, or when a bin holds what is not finite
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const name = 'expectedCalibrationError';
  requireValues(
    `${name}, images by bin`,
    bins.map(({ count }) => count),
  );
  for (const quantity of ['confidence', 'accuracy'] as const) {
    requireValues(
      `${name}, ${quantity} by bin`,
      bins.map((bin) => bin[quantity]),
    );
  }
  const images = bins.reduce((sum, bin) => sum + bin.count, 0);
  if (!(images > 0)) throw new RangeError(`${name}: expected images in the bins, got ${images}`);
  return bins.reduce(
    (sum, bin) => sum + (bin.count / images) * Math.abs(bin.accuracy - bin.confidence),
    0,
  );
}

/**
 * Brier score: mean over images of Σ_c (p_c − y_c)², y the one-hot label (Brier, 1950).
 * @param probs [images * classes]
 * @returns 0 (perfect) to 2
 */
export function brier(
  probs: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): number {
  const images = rowCount('brier', probs, classes);
  requireLabels('brier', labels, { images, classes });
  let sum = 0;
  for (let at = 0; at < probs.length; at++) {
    const truth = labels[Math.floor(at / classes)] === at % classes ? 1 : 0;
    sum += ((probs[at] as number) - truth) ** 2;
  }
  return sum / images;
}

/**
 * Mean of −log p_label, in nats, from logits (from probabilities it would lose the small ones).
 * @param logits [images * classes]
 * @param labels [images]
 */
export function negativeLogLikelihood(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): number {
  const images = rowCount('negativeLogLikelihood', logits, classes);
  requireLabels('negativeLogLikelihood', labels, { images, classes });
  let sum = 0;
  for (let image = 0; image < images; image++) {
    const start = image * classes;
    const maximum = logits[start + argMax(logits, classes, image)] as number;
    let total = 0;
    for (let at = start; at < start + classes; at++) {
      total += Math.exp((logits[at] as number) - maximum);
    }
    sum += maximum + Math.log(total) - (logits[start + (labels[image] as number)] as number);
  }
  return sum / images;
}
