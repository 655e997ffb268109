import { classNames } from './cifar10';
import { checkLabels, type ImageSet, type Normalisation } from './image-set';
import { imageAt } from './subset';

/** Mean of red, green and blue over the 50,000 training images, on the scale 0 to 1. */
export const channelMean = [0.49139968, 0.48215841, 0.44653091] as const;

/** Standard deviation (divisor n) of red, green and blue over the 50,000 training images. */
export const channelSd = [0.24703223, 0.24348513, 0.26158784] as const;

/** What every image of CIFAR-10 is normalised by. */
export const cifar10Normalisation: Normalisation = { mean: channelMean, sd: channelSd };

/**
 * How often each value occurs in each channel.
 * @returns three histograms [256]: red, green, blue
 */
export function channelHistograms(
  set: ImageSet,
): readonly [Float64Array, Float64Array, Float64Array] {
  const red = new Float64Array(256);
  const green = new Float64Array(256);
  const blue = new Float64Array(256);
  for (let index = 0; index < set.labels.length; index++) {
    const image = imageAt(set, index);
    for (let at = 0; at < image.length; at += 3) {
      (red[image[at] as number] as number)++;
      (green[image[at + 1] as number] as number)++;
      (blue[image[at + 2] as number] as number)++;
    }
  }
  return [red, green, blue];
}

/**
 * Mean and standard deviation of each channel over all pixels of all images, from exact integer
 * sums: sd² = Σv²/n − (Σv/n)².
 * @returns on the scale 0 to 1
 */
export function channelStatistics(set: ImageSet): Normalisation {
  const [red, green, blue] = channelHistograms(set).map(histogramStatistics) as [Pair, Pair, Pair];
  return { mean: [red.mean, green.mean, blue.mean], sd: [red.sd, green.sd, blue.sd] };
}

interface Pair {
  readonly mean: number;
  readonly sd: number;
}

function histogramStatistics(histogram: Float64Array): Pair {
  const count = histogram.reduce((sum, times) => sum + times, 0);
  const mean = histogram.reduce((sum, times, value) => sum + times * value, 0) / count;
  const variance =
    histogram.reduce((sum, times, value) => sum + times * (value - mean) ** 2, 0) / count;
  return { mean: mean / 255, sd: Math.sqrt(variance) / 255 };
}

/**
 * Images of each class.
 * @returns [classes], of CIFAR-10's ten where the set does not say how many
 * @throws RangeError when a label names no class
 */
export function classCounts({ labels, classes = classNames.length }: ImageSet): readonly number[] {
  checkLabels(labels, classes, 'the set');
  const counts = Array<number>(classes).fill(0);
  for (const label of labels) (counts[label] as number)++;
  return counts;
}
