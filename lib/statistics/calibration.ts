import { argMax, requireSameLength, rowCount } from './rows';

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
 * Bins of equal mass by confidence, the largest probability of an image: image at rank r of n goes to
 * bin floor(r · bins / n). Images of one confidence keep their order. Empty bins are left out.
 * @param probs [images * classes]
 * @param labels [images]
 * @param bins how many; 15 throughout this report
 * @returns bins by rising confidence
 */
export function reliabilityBins(
  probs: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  bins = 15,
): ReliabilityBin[] {
  const images = rowCount('reliabilityBins', probs, classes);
  requireSameLength('reliabilityBins', images, labels.length);
  const byConfidence = Array.from({ length: images }, (_, image) => {
    const winner = argMax(probs, classes, image);
    return {
      confidence: probs[image * classes + winner] as number,
      right: winner === labels[image] ? 1 : 0,
    };
  }).sort((a, b) => a.confidence - b.confidence);
  return Array.from({ length: bins }, (_, bin) =>
    byConfidence.slice(Math.ceil((bin * images) / bins), Math.ceil(((bin + 1) * images) / bins)),
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

/**
 * Expected calibration error: Σ_b n_b / n · |accuracy_b − confidence_b| (Naeini et al., 2015; equal-mass
 * bins as Nguyen and O'Connor, 2015).
 * @returns 0 (confidence tells the truth) to 1
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const images = bins.reduce((sum, bin) => sum + bin.count, 0);
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
  requireSameLength('brier', images, labels.length);
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
  requireSameLength('negativeLogLikelihood', images, labels.length);
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
